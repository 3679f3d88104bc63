#!/usr/bin/env python3
"""13. Scraping: the adverts of a master with many real servers, and its metrics asked for once a second.

One master with ten instances at advert_int 0.1 and N real servers with a check each; tcpdump (kernel
timestamps) gives the spacing of the adverts, first as it is, then while /metrics is read every second.
Upkeep alone: keepalived has no metrics, and what its exporters do is a signal and a file.
"""

import random
import time
import types
import urllib.request

import benchlib as lib
import gen_config as gen

PORT, STATUS, ADVERT = 8000, 9650, 0.1
HERE = types.SimpleNamespace(name='here', prefix=[])


def main():
    p = lib.parser(__doc__, env='fake')
    p.add_argument('--rs', type=int, default=10000)
    p.add_argument('--seconds', type=float, default=30)
    args = p.parse_args()
    view, prefix = lib.environment(args, tools=['fakeipvs', 'acceptor'])
    lib.ip('link add veth0 type veth peer name veth1')
    lib.ip('addr add 192.0.2.1/24 dev veth0')
    for end in ('veth0', 'veth1'):
        lib.ip(f'link set {end} up')
    daemons = [d for d in lib.daemons_of(args) if 'keepalived' not in d.name]
    s = lib.Samples(daemons)
    lib.Acceptor(PORT)
    conf = lib.scratch() / 'scrape.conf'
    status = f'    upkeep_status_address 127.0.0.1 {STATUS}\n'
    conf.write_text(gen.vrrp(10, 3, f'{ADVERT:g}', 'veth0', 'MASTER', 200, status)
                    + gen.lvs(args.rs, 10, 'tcp', 6, PORT, True).split('\n}\n', 1)[1])
    for _, d in lib.rounds(args.repeats or 3, daemons):
        run = lib.Daemon(d, conf, [], prefix)
        try:
            lib.wait_until(lambda: view.totals()[1] == args.rs, 300, 0.1, run.alive)
            time.sleep(10)
            for case in random.sample(['as it is', 'scraped'], 2):
                measure(s, f'{args.rs:,} real servers, {case}', d, run, args, case == 'scraped')
        finally:
            run.stop(300)
            view.flush()
    lib.finish(args, '13. Scraping', s, [f'{args.seconds:g} s per case; errors in microseconds over all adverts'])


def measure(s, case, d, run, args, scraped):
    cap = lib.Capture(HERE, 'veth1', 'vrrp')
    run.refresh()
    cpu, begin = run.cpu(), time.monotonic()
    while time.monotonic() - begin < args.seconds:
        if scraped:
            asked = time.monotonic()
            with urllib.request.urlopen(f'http://127.0.0.1:{STATUS}/metrics') as answer:
                size = len(answer.read())
            s.add(case, 'scrape, ms', d, 1e3 * (time.monotonic() - asked))
            s.add(case, 'scrape, MiB', d, size / 2**20)
        time.sleep(1)
    cpu, took = run.cpu() - cpu, time.monotonic() - begin
    cap.stop()
    last, errors = {}, []
    for _, ns, _, vrid, _ in cap.packets():
        if vrid in last:
            errors.append(abs((ns - last[vrid]) / 1e3 - ADVERT * 1e6))
        last[vrid] = ns
    cap.file.unlink()
    errors.sort()
    for q in (0.5, 0.99, 0.999):
        s.add(case, f'abs. error p{q * 100:g}, us', d, lib.quantile(errors, q))
    s.add(case, 'abs. error max, us', d, errors[-1])
    s.add(case, 'late by more than advert_int', d, sum(e > ADVERT * 1e6 for e in errors))
    s.add(case, 'cpu %', d, 100 * cpu / took)
    lib.log(case, d.name, f'p50 {lib.quantile(errors, .5):.0f} p99 {lib.quantile(errors, .99):.0f} max {errors[-1]:.0f} us')


if __name__ == '__main__':
    main()
