#!/usr/bin/env python3
"""11. SSL_GET at scale: achieved rate, CPU and memory.

N real servers on 127.0.0.0/8, delay_loop 1, answered by `openssl s_server -www`
with an RSA-2048 or a P-256 certificate, one server for each 60 real servers on
a port of its own, as it takes one connection after the other.  Handshakes are
counted as connections that the kernel accepted (`PassiveOpens`).
"""

import atexit
import subprocess
import time

import benchlib as lib
import gen_config as gen

PORT = 9000
PER_SERVER = 60
KEYS = {'RSA-2048': ['rsa:2048'], 'P-256': ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']}


def main():
    p = lib.parser(__doc__, env='fake')
    p.add_argument('--rs', type=lib.int_list, default=[300])
    p.add_argument('--seconds', type=float, default=15)
    args = p.parse_args()
    daemons = lib.daemons_of(args)
    view, prefix = lib.environment(args, tools=['fakeipvs'])
    s = lib.Samples(daemons)
    for n in args.rs:
        ports = {i: PORT + i // PER_SERVER for i in range(n)}
        conf = lib.scratch() / 'check.conf'
        conf.write_text(gen.lvs(n, 10, 'https', 1, PORT, True, ports=ports))
        for name, key in KEYS.items():
            servers = [server(name, key, port) for port in sorted(set(ports.values()))]
            for _, d in lib.rounds(args.repeats or 3, daemons):
                one(args, s, f'{name}, {n:,} real servers', d, conf, view, prefix, n)
            for each in servers:
                each.kill()
                each.wait()
    lib.finish(args, f'11. SSL_GET ({args.env})', s, [f'{args.seconds:g} s per rate'])


def server(name, key, port):
    pem = lib.scratch() / f'{name}.pem'
    if not pem.exists():
        subprocess.run(['openssl', 'req', '-x509', '-newkey', *key, '-nodes', '-days', '30', '-subj', '/CN=server',
                        '-keyout', pem, '-out', f'{pem}.crt'], check=True, stderr=subprocess.DEVNULL)
    found = subprocess.Popen(['openssl', 's_server', '-accept', str(port), '-cert', f'{pem}.crt', '-key', pem, '-www',
                              '-quiet'], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    atexit.register(found.kill)
    return found


def accepted():
    with open('/proc/net/snmp') as f:
        names, values = (line.split() for line in f if line.startswith('Tcp:'))
    return int(values[names.index('PassiveOpens')])


def one(args, s, case, d, conf, view, prefix, n):
    run = lib.Daemon(d, conf, ['-C'], prefix)
    try:
        lib.wait_until(lambda: view.totals()[1] == n, 300, 0.1, run.alive)
        time.sleep(5)
        run.refresh()
        t, before, cpu = time.monotonic(), accepted(), run.cpu()
        time.sleep(args.seconds)
        t2, after, cpu2 = time.monotonic(), accepted(), run.cpu()
        s.add(case, 'checks/s', d, (after - before) / (t2 - t))
        s.add(case, 'cpu us per check', d, 1e6 * (cpu2 - cpu) / max(1, after - before))
        s.add(case, 'RSS MiB (sum)', d, run.rss_mb())
        s.add(case, 'falsely down', d, n - view.totals()[1])
        lib.log(f'{case} {d.name}: {(after - before) / (t2 - t):.0f}/s, '
                f'{1e6 * (cpu2 - cpu) / max(1, after - before):.0f} us, {run.rss_mb():.0f} MiB')
    except Exception as e:
        raise SystemExit(f'{d.name}: {case}: {e}\n{run.tail()}')
    finally:
        run.stop(300)
        view.flush()


if __name__ == '__main__':
    main()
