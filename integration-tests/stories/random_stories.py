#!/usr/bin/env python3
"""Random stories of VRRP: keepalived and Upkeep with one configuration, on twin hosts.

Each story makes two hosts, each with three interfaces, in network namespaces, writes one random
configuration (instances, sync groups, scripts, files, routes, rules), starts keepalived on one host
and Upkeep on the other, and lets the same things happen to both: scripts that change their result,
files that are written, interfaces that go down or lose their carrier, another router, reloads of a
changed file.  After each step the hosts must be alike: addresses, routes, rules, the last state that
notify scripts were told of each instance and group, and the last advert of each instance, byte for
byte.  A story that fails plays again with its seed.

    ./lab stories [N] [--seed S]        N stories (default 10), the first with seed S (default 1)

As root, on the host's kernel (nothing of IPVS is used).  What keepalived 2.2.7 does otherwise than
2.4.3, or wrongly, is left out of the configurations: see KNOWN.
"""

import argparse
import contextlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import time

KNOWN = """
- weights of interfaces in a sync group without sync_group_tracking_weight: 2.2.7 counts them
- `reverse` with weight 0: 2.2.7 forgets it in a reload
- a script of weight 0 that a group and its member track: 2.2.7 waits for it for ever
- two address owners: the later keepalived steps down otherwise
- adverts whose addresses differ: 2.2.7 refuses them, so the other router names ours
- numbers in files at and beyond the limits of 32 bits
Not left out, and reported: when a script of weight 0 has not ended or has failed at the start, 2.2.7
tells the notify scripts of the other members of its group nothing; Upkeep tells BACKUP, then FAULT.
"""

INTERFACES = ['eth0', 'eth1', 'eth2']
HERE = pathlib.Path(__file__).resolve().parent
ALIKE_LIMIT = 20        # seconds until the hosts must be alike
QUIET = 2.6             # an advert is not older than this; longer than the longest interval


def sh(command):
    """Runs a command line; what it says, good or bad, is what is looked at."""
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    return done.stdout + done.stderr


class Model:
    """The configuration, and what a reload changes of it."""

    def __init__(self, rnd):
        self.rnd = rnd
        self.vips = 0
        self.scripts = {f's{i}': self.script() for i in range(rnd.randrange(0, 3))}
        self.files = {f'f{i}': rnd.choice([None, 1, 5, -3, 10]) for i in range(rnd.randrange(0, 2))}
        self.dynamic = rnd.random() < 0.3
        self.instances = {}
        for i in range(rnd.randrange(1, 5)):
            self.instances[f'V{i}'] = self.instance(10 + i)
        self.groups = {}
        self.regroup()

    def script(self):
        rnd = self.rnd
        weight = rnd.choice([0, 0, 0, 10, -10, 30, -30, 60, -120, 253, -253])
        return {'weight': f'{weight}{" reverse" if weight and rnd.random() < 0.2 else ""}',
                'rise': rnd.choice([None, 1, 2]), 'fall': rnd.choice([None, 1, 2])}

    def address(self, interface, ipv6):
        rnd = self.rnd
        self.vips += 1
        n = self.vips
        net = interface[-1]
        text = f'fd09:{net}::1{n:02x}/{rnd.choice([64, 128])}' if ipv6 else f'10.9.{net}.{100 + n}/{rnd.choice([24, 32, 32])}'
        text += f' dev {rnd.choice(INTERFACES)}' if rnd.random() < 0.15 else ''
        text += f' label {interface}:v' if not ipv6 and rnd.random() < 0.1 else ''
        return text + (' no_track' if rnd.random() < 0.1 else '')

    def tracked(self, names):
        """Lines of a block that tracks some of the names."""
        rnd = self.rnd
        weights = [7, -7, 20, -20, 100, -100, 253, -253]
        return [name + (f' weight {rnd.choice(weights)}' if rnd.random() < 0.4 else '') for name in names if rnd.random() < 0.5]

    def instance(self, vrid):
        rnd = self.rnd
        interface, ipv6 = rnd.choice(INTERFACES), rnd.random() < 0.2
        net = interface[-1]
        lines = []
        if ipv6 or rnd.random() < 0.7:
            lines.append(f'version {3 if ipv6 else rnd.choice([2, 3])}')
        if rnd.random() < 0.3:
            lines.append(rnd.choice(['nopreempt', 'preempt_delay 2', 'state BACKUP']))
        elif rnd.random() < 0.4:
            lines.append('state MASTER')
        for line, share in (('dont_track_primary', 0.1), ('higher_prio_send_advert true', 0.1), ('lower_prio_no_advert true', 0.1),
                            ('garp_master_refresh 1', 0.1), ('skip_check_adv_addr true', 0.1)):
            if rnd.random() < share:
                lines.append(line)
        if not ipv6 and rnd.random() < 0.15:
            lines.append(rnd.choice(['use_vmac', 'use_vmac\n vmac_xmit_base']))
        if rnd.random() < 0.15:
            lines.append(f'advert_int {rnd.choice([1, 2])}')
        routes = rules = []
        if not ipv6 and rnd.random() < 0.3:
            n = rnd.randrange(256)
            routes = [rnd.choice([f'10.77.{n}.0/24 via 10.9.{net}.9', f'10.77.{n}.0/24 dev {interface}', f'blackhole 10.79.{n}.0/24',
                                  f'10.78.{n}.0/24 via 10.9.{net}.9 dev {interface} table 10{n % 7} metric 5',
                                  f'10.80.{n}.0/24 dev {interface} scope link src 10.9.{net}.1'])]
        if not ipv6 and rnd.random() < 0.25:
            n = rnd.randrange(200)
            rules = [rnd.choice([f'from 10.77.{n}.0/24 table 100', f'to 10.78.{n}.5 lookup 101 priority {1000 + n}',
                                 f'iif {interface} table 100', f'from 10.9.{net}.{n} fwmark {n + 1} table 102'])]
        return {'interface': interface, 'vrid': vrid, 'ipv6': ipv6, 'priority': rnd.choice([50, 99, 100, 120, 150, 200, 254]), 'lines': lines,
                'vips': [self.address(interface, ipv6) for _ in range(rnd.randrange(1, 4))],
                'excluded': [self.address(interface, ipv6)] if rnd.random() < 0.2 else [], 'routes': routes, 'rules': rules,
                'interfaces': self.tracked([i for i in INTERFACES if i != interface and rnd.random() < 0.5]),
                'scripts': self.tracked(self.scripts), 'files': self.tracked(self.files)}

    def regroup(self):
        rnd = self.rnd
        names = list(self.instances)
        self.groups = {}
        if len(names) > 1 and rnd.random() < 0.6:
            rnd.shuffle(names)
            self.groups['G0'] = {'members': sorted(names[:rnd.randrange(2, len(names) + 1)]), 'weights': rnd.random() < 0.3,
                                 'interfaces': self.tracked(INTERFACES) if rnd.random() < 0.5 else [],
                                 'scripts': self.tracked(self.scripts) if rnd.random() < 0.4 else [],
                                 'files': self.tracked(self.files) if rnd.random() < 0.4 else []}

    def change(self):
        """Changes one thing, as an operator before a reload, and says what."""
        rnd = self.rnd
        name = rnd.choice(list(self.instances))
        each = self.instances[name]
        what = rnd.randrange(9)
        if what == 0:
            each['priority'] = rnd.choice([50, 100, 150, 200, 254])
        elif what == 1:
            each['vips'].append(self.address(each['interface'], each['ipv6']))
        elif what == 2 and len(each['vips']) > 1:
            each['vips'].pop(rnd.randrange(len(each['vips'])))
        elif what == 3:
            each['scripts'] = self.tracked(self.scripts)
        elif what == 4:
            each['interfaces'] = self.tracked([i for i in INTERFACES if i != each['interface']])
        elif what == 5:
            self.regroup()
            return f'groups {self.groups}'
        elif what == 6 and len(self.instances) > 1:
            del self.instances[name]
            for group in self.groups.values():
                group['members'] = [m for m in group['members'] if m != name]
            self.groups = {k: g for k, g in self.groups.items() if len(g['members']) > 1}
            return f'without {name}'
        elif what == 7:
            vrid = max(x['vrid'] for x in self.instances.values()) + 1
            self.instances[f'V{vrid - 10}'] = self.instance(vrid)
            return f'with V{vrid - 10}'
        else:
            each['files'] = self.tracked(self.files)
        return f'{name} changed ({what})'

    def text(self):
        out = ['global_defs {', ' script_user root', ' enable_script_security', ' vrrp_garp_master_delay 0',
               ' dynamic_interfaces' if self.dynamic else '', '}']
        for name, script in self.scripts.items():
            out += [f'vrrp_script {name} {{', f' script /mnt/{name}.sh', ' interval 1', f' weight {script["weight"]}']
            out += [f' {k} {script[k]}' for k in ('rise', 'fall') if script[k]] + ['}']
        for name, weight in self.files.items():
            out += [f'track_file {name} {{', f' file /mnt/{name}', *([f' weight {weight}'] if weight else []), '}']
        group_of = {m: g for g in self.groups.values() for m in g['members']}
        for name, group in self.groups.items():
            out += [f'vrrp_sync_group {name} {{', *block('group', group['members'])]
            out += block('track_interface', weightless(group['interfaces'], not group['weights']))
            out += block('track_script', group['scripts']) + block('track_file', group['files'])
            out += [' sync_group_tracking_weight' if group['weights'] else '', ' notify /mnt/notify.sh', '}']
        for name, each in self.instances.items():
            group = group_of.get(name, {'weights': True, 'scripts': [], 'files': [], 'interfaces': []})
            out += [f'vrrp_instance {name} {{', f' interface {each["interface"]}', f' virtual_router_id {each["vrid"]}',
                    f' priority {each["priority"]}', *(f' {line}' for line in each['lines'])]
            out += block('virtual_ipaddress', each['vips']) + block('virtual_ipaddress_excluded', each['excluded'])
            out += block('virtual_routes', each['routes']) + block('virtual_rules', each['rules'])
            out += block('track_interface', weightless(each['interfaces'], not group['weights']))
            out += block('track_script', without(each['scripts'], group['scripts']))
            out += block('track_file', without(each['files'], group['files']))
            out += [' notify /mnt/notify.sh', '}']
        return '\n'.join(out) + '\n'


def block(keyword, lines):
    return [f' {keyword} {{', *(f'  {line}' for line in lines), ' }'] if lines else []


def weightless(lines, apply):
    return [re.sub(r' weight .*', '', line) for line in lines] if apply else lines


def without(lines, others):
    names = {line.split()[0] for line in others}
    return [line for line in lines if line.split()[0] not in names]


class Host:
    """One of the twins: its namespace, the one on the other end of its cables, and the daemon."""

    def __init__(self, who, program, scratch):
        self.program, self.directory = program, scratch / who
        self.directory.mkdir(parents=True)
        self.ns, self.far = f'story-{os.getpid()}-{who}', f'story-{os.getpid()}-{who}-far'
        self.daemon = self.sniffer = None
        self.peers = []
        sh(f'ip netns add {self.ns}; ip netns add {self.far}; ip -n {self.ns} link set lo up; ip -n {self.far} link set lo up')
        for interface in INTERFACES:
            net = interface[-1]
            sh(f'ip -n {self.ns} link add {interface} type veth peer name p{interface} netns {self.far}')
            sh(f'ip -n {self.ns} link set {interface} address 02:00:00:00:00:1{net}')
            sh(f'ip -n {self.far} link set p{interface} up; ip -n {self.ns} link set {interface} up')
            sh(f'ip -n {self.ns} addr add 10.9.{net}.1/24 dev {interface}')
            self.address6(interface)
        self.file('notify', '')
        self.program_file('notify.sh', 'echo "$1 $2 $3 $4" >>/mnt/notify')

    def address6(self, interface):
        """The kernel drops it when the interface is switched off."""
        sh(f'ip -n {self.ns} addr add fd09:{interface[-1]}::1/64 dev {interface} nodad')

    def file(self, name, text):
        """In place at once, as operators should."""
        new = self.directory / '.new'
        new.write_text(text)
        new.rename(self.directory / name)

    def program_file(self, name, text):
        self.file(name, f'#!/bin/sh\n{text}\n')
        (self.directory / name).chmod(0o755)

    def start(self):
        self.sniffer = subprocess.Popen(['ip', 'netns', 'exec', self.far, sys.executable, HERE / 'adverts.py', 'listen',
                                         self.directory / 'adverts'])
        with open(self.directory / 'log', 'ab') as log:
            self.daemon = subprocess.Popen(
                ['ip', 'netns', 'exec', self.ns, 'unshare', '-m', 'sh', '-c', 'mount -t tmpfs run /run && mount --bind "$1" /mnt && '
                 'exec "$0" -P -n -l -D -f /mnt/keepalived.conf', self.program, self.directory],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def peer(self, each, priority):
        version = 3 if 'version 3' in each['lines'] else 2
        interval = 2 if 'advert_int 2' in each['lines'] else 1
        net = each['interface'][-1]
        self.peers.append(subprocess.Popen(
            ['ip', 'netns', 'exec', self.far, sys.executable, HERE / 'adverts.py', 'send', f'p{each["interface"]}', str(each['vrid']),
             str(priority), str(version), str(interval), f'10.9.{net}.2', *(v.split('/')[0] for v in each['vips'])],
            stderr=subprocess.DEVNULL))

    def no_peers(self):
        for peer in self.peers:
            peer.kill()
            peer.wait()
        self.peers = []

    def state(self, since):
        links = json.loads(sh(f'ip -j -n {self.ns} addr') or '[]')
        addresses = sorted(
            ' '.join([link['ifname'], f'{a["local"]}/{a["prefixlen"]}', a['scope'], a.get('label', ''), f'secondary={a.get("secondary")}',
                      f'preferred={a.get("preferred_life_time")}'])
            for link in links for a in link.get('addr_info', []) if link['ifname'] != 'lo' and 'local' in a and not a['local'].startswith('fe80'))
        routes = sorted(re.sub(' (linkdown|dead)', '', line.strip()) for line in sh(f'ip -n {self.ns} route show table all').splitlines()
                        if re.search(r'10\.(7|8)', line))
        # The preference that a rule without one gets counts down from reload to reload.
        rules = sorted(re.sub(r'^\d{5}:', '', line).replace(' proto keepalived', '').strip()
                       for line in sh(f'ip -n {self.ns} rule').splitlines() if not re.match(r'(0|3276[67]):', line))
        told = {}
        for line in (self.directory / 'notify').read_text().splitlines():
            kind, name, *rest = line.split()
            told[f'{kind} {name}'] = ' '.join(rest)
        adverts = {}
        if (self.directory / 'adverts').exists():
            for line in (self.directory / 'adverts').read_text().splitlines():
                at, vrid, packet = line.split()
                if float(at) > since:
                    adverts[f'advert {vrid}'] = packet
        return {'addresses': addresses, 'routes': routes, 'rules': rules, **told, **adverts}

    def stop(self):
        self.daemon.send_signal(signal.SIGTERM)
        self.daemon.wait(30)

    def close(self):
        self.no_peers()
        for process in (self.sniffer, self.daemon):
            if process and process.poll() is None:
                process.kill()
                process.wait()
        sh(f'ip netns del {self.ns}; ip netns del {self.far}')


class Story:
    def __init__(self, seed, programs, scratch):
        self.seed, self.rnd = seed, random.Random(seed)
        self.model = Model(self.rnd)
        self.hosts = []
        self.programs, self.scratch = programs, scratch
        self.down = set()

    def all(self, act):
        for host in self.hosts:
            act(host)

    def play(self, steps):
        """Returns the number of steps after which the hosts differed."""
        with contextlib.ExitStack() as stack:
            for who, program in zip('ku', self.programs):
                self.hosts.append(Host(who, program, self.scratch))
                stack.callback(self.hosts[-1].close)
            for name in self.model.scripts:
                self.all(lambda host: host.program_file(f'{name}.sh', f'read status </mnt/{name}.status; exit $status'))
                self.write(f'{name}.status', self.rnd.choice('001'))
            for name in self.model.files:
                self.write(name, self.rnd.choice(['0', '5', '-20', '1', '-300', '300', '', 'x']))
            self.configure()
            self.all(Host.start)
            differing = self.compare('start')
            for step in range(steps):
                differing += self.compare(f'step {step}: {self.event()}')
            self.all(Host.no_peers)
            self.all(Host.stop)
            return differing + self.compare('stop')

    def write(self, name, text):
        self.all(lambda host: host.file(name, text + '\n'))

    def configure(self):
        self.all(lambda host: host.file('keepalived.conf', self.model.text()))

    def event(self):
        rnd = self.rnd
        while True:
            what = rnd.randrange(9)
            if what == 0 and self.model.scripts:
                name, status = rnd.choice(list(self.model.scripts)), rnd.choice('0012')
                self.write(f'{name}.status', status)
                return f'script {name} ends with {status}'
            if what == 1 and self.model.files:
                name, number = rnd.choice(list(self.model.files)), rnd.choice(['0', '1', '-1', '20', '-20', '254', '-254', '-400', ' 7', '7 x', '', 'x'])
                self.write(name, number)
                return f'file {name} holds {number!r}'
            if what == 2 and self.model.files:
                name = rnd.choice(list(self.model.files))
                self.all(lambda host: (host.directory / name).unlink(missing_ok=True))
                return f'file {name} is gone'
            if what in (3, 4):
                return self.link(rnd.choice(INTERFACES))
            if what == 5:
                name, each = rnd.choice(list(self.model.instances.items()))
                if each['ipv6'] or each['interface'] in self.down:
                    continue
                priority = rnd.choice([1, 60, 130, 210])
                self.all(lambda host: host.peer(each, priority))
                return f'another {name} with priority {priority}'
            if what == 6 and self.hosts[0].peers:
                self.all(Host.no_peers)
                return 'no other router'
            if what in (7, 8):
                change = self.model.change()
                self.configure()
                self.all(lambda host: host.daemon.send_signal(signal.SIGHUP))
                return f'reload {change}'

    def link(self, interface):
        if interface in self.down:
            self.down.discard(interface)
            self.all(lambda host: (sh(f'ip -n {host.ns} link set {interface} up'), host.address6(interface)))
            return f'{interface} on'
        self.down.add(interface)
        side = self.rnd.choice(['near', 'far'])
        if side == 'near':
            self.all(lambda host: sh(f'ip -n {host.ns} link set {interface} down'))
            return f'{interface} off'
        self.all(lambda host: sh(f'ip -n {host.far} link set p{interface} down'))
        self.compare(f'{interface} without carrier')
        self.all(lambda host: sh(f'ip -n {host.far} link set p{interface} up'))
        self.down.discard(interface)
        return f'{interface} with carrier'

    def compare(self, what):
        """Waits until the hosts are alike for a while; returns 1 and says what differs if they never are."""
        end, alike = time.time() + ALIKE_LIMIT, 0
        time.sleep(2)
        while True:
            since = time.time() - QUIET
            states = [host.state(since) for host in self.hosts]
            alike = alike + 1 if states[0] == states[1] else 0
            if alike == 2:
                print(f'story {self.seed}, {what}: alike', flush=True)
                return 0
            if time.time() > end:
                break
            time.sleep(0.9)
        print(f'story {self.seed}, {what}: DIFFERS', flush=True)
        for key in sorted(set(states[0]) | set(states[1])):
            if states[0].get(key) != states[1].get(key):
                print(f'    {key}: keepalived {states[0].get(key)}, Upkeep {states[1].get(key)}', flush=True)
        return 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, epilog=KNOWN, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('stories', nargs='?', type=int, default=10)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--steps', type=int, default=8)
    parser.add_argument('--upkeep', required=True, help='the program')
    parser.add_argument('--scratch', required=True, type=pathlib.Path, help='a directory for logs, made anew')
    args = parser.parse_args()
    failed = []
    for seed in range(args.seed, args.seed + args.stories):
        scratch = args.scratch / str(seed)
        shutil.rmtree(scratch, ignore_errors=True)
        if Story(seed, ['/usr/sbin/keepalived', args.upkeep], scratch).play(args.steps):
            failed.append(seed)
    print(f'{args.stories} stories, {len(failed)} with differences' + (f': {failed}; logs in {args.scratch}' if failed else ''))
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
