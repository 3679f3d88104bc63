#!/usr/bin/env python3
"""Start-up: exec of the whole daemon until both rules of examples/dr-two-directors are there; memory then.

On the host's kernel with simulated IPVS (tools/fakeipvs.c), in a private network namespace that has
an eth0. VRRP runs too, so the memory is that of the whole program; it is summed over its processes.
"""

import pathlib

import benchlib as lib

CONF = pathlib.Path(__file__).resolve().parents[2] / 'examples/dr-two-directors/master.conf'
VIP, PORT = '172.18.0.10', 80


def main():
    p = lib.parser(__doc__)
    args = p.parse_args()
    daemons = lib.daemons_of(args)
    lib.private_netns()
    lib.ip('link add eth0 type veth peer name far')
    lib.ip('addr add 172.18.0.2/24 dev eth0')
    lib.ip('link set eth0 up')
    lib.ip('link set far up')
    view = lib.FakeIpvs()
    s = lib.Samples(daemons)
    for r, d in lib.rounds((args.repeats or 10) + 1, daemons):
        run = lib.Daemon(d, CONF, prefix=view.prefix)
        done = lib.wait_until(lambda: view.num_dests(VIP, PORT) == 2, 60, 0.001, run.alive)
        run.wait_quiet(limit=3)
        rss, pss, cpu = run.rss_mb(), run.pss_mb(), run.cpu()
        took = run.stop()
        view.flush()
        if r == 0:
            continue                                          # the first of each is a warm-up
        lib.log(f'{d.name}: {done - run.started:.3f} s, {rss:.1f} MiB')
        s.add('dr-two-directors', 'exec to rules, s', d, done - run.started)
        s.add('dr-two-directors', 'RSS MiB (sum)', d, rss)
        s.add('dr-two-directors', 'PSS MiB (sum)', d, pss)
        s.add('dr-two-directors', 'cpu s', d, cpu)
        s.add('dr-two-directors', 'SIGTERM to exit, s', d, took)
    lib.finish(args, 'Start-up of examples/dr-two-directors', s)


if __name__ == '__main__':
    main()
