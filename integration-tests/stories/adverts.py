#!/usr/bin/env python3
"""VRRP adverts on Ethernet: hears all of a namespace, or sends those of a router.

    adverts.py listen FILE
    adverts.py send INTERFACE VRID PRIORITY VERSION SECONDS SOURCE ADDRESS...

`listen` writes lines of time, VRID and the VRRP packet in hexadecimal digits.
"""

import socket
import struct
import sys
import time

VRRP = 112
GROUP = '224.0.0.18'
OUTGOING = 4            # linux/if_packet.h


def checksum(data):
    data += b'\0' * (len(data) % 2)
    total = sum(struct.unpack(f'>{len(data) // 2}H', data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def listen(path):
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)) as s, open(path, 'w', buffering=1) as out:
        while True:
            frame, address = s.recvfrom(2048)
            if address[2] == OUTGOING:
                continue
            packet = None
            if frame[12:14] == b'\x08\x00' and frame[23] == VRRP:
                packet = frame[14 + (frame[14] & 15) * 4:]
            elif frame[12:14] == b'\x86\xdd' and frame[20] == VRRP:
                packet = frame[54:]
            if packet:
                out.write(f'{time.time():.2f} {packet[1]} {packet.hex()}\n')


def advert(vrid, priority, version, seconds, source, addresses):
    body = b''.join(map(socket.inet_aton, addresses))
    if version == 2:
        packet = struct.pack('>BBBBBBH', 0x21, vrid, priority, len(addresses), 0, seconds, 0) + body + bytes(8)
        over = packet
    else:
        packet = struct.pack('>BBBBHH', 0x31, vrid, priority, len(addresses), seconds * 100, 0) + body
        over = socket.inet_aton(source) + socket.inet_aton(GROUP) + struct.pack('>BBH', 0, VRRP, len(packet)) + packet
    return packet[:6] + struct.pack('>H', checksum(over)) + packet[8:]


def send(interface, vrid, priority, version, seconds, source, *addresses):
    packet = advert(int(vrid), int(priority), int(version), int(seconds), source, addresses)
    head = struct.pack('>BBHHHBBH4s4s', 0x45, 0xc0, 20 + len(packet), 1, 0, 255, VRRP, 0, socket.inet_aton(source), socket.inet_aton(GROUP))
    head = head[:10] + struct.pack('>H', checksum(head)) + head[12:]
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as s:
        s.bind((interface, 0x800))
        while True:
            try:
                s.send(bytes.fromhex('01005e0000120200000000ff0800') + head + packet)
            except OSError:  # the interface is down for now
                pass
            time.sleep(int(seconds))


if __name__ == '__main__':
    {'listen': listen, 'send': send}[sys.argv[1]](*sys.argv[2:])
