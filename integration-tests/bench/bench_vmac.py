#!/usr/bin/env python3
"""12. Virtual interfaces: from the start until all macvlans of N instances are up, and from SIGTERM
until the process has ended, with how many of them it left.

N instances with `use_vmac` over veths in a network namespace, 250 on each.  The interfaces are
counted ten times a second.
"""

import subprocess
import time

import benchlib as lib


def configuration(count):
    text = []
    for number in range(count):
        base, vrid = divmod(number, 250)
        text.append(f'vrrp_instance V{number} {{\n interface v{base}\n virtual_router_id {vrid + 1}\n version 3\n'
                    f' advert_int 30\n use_vmac\n virtual_ipaddress {{\n  10.{5 + base}.1.{vrid + 1}/16\n }}\n}}\n')
    conf = lib.scratch() / 'vmac.conf'
    conf.write_text('\n'.join(text))
    return conf


def links(ns, *state):
    """How many macvlans there are."""
    show = subprocess.run([*ns.prefix, 'ip', '-br', 'link', 'show', 'type', 'macvlan', *state],
                          capture_output=True, text=True, check=True)
    return len(show.stdout.splitlines())


def one(s, d, conf, count, round_number):
    ns = lib.Netns(f'vmac{round_number}{d.name}')
    for base in range((count + 249) // 250):
        for words in (f'link add v{base} type veth peer name w{base}', f'link set v{base} up', f'link set w{base} up',
                      f'addr add 10.{5 + base}.0.1/16 dev v{base}'):
            lib.ip(words, ns.name)
    run = lib.Daemon(d, conf, [], ns.prefix)
    while links(ns, 'up') < count:
        if time.monotonic() - run.started > 120:
            raise SystemExit(f'{d.name}: {links(ns)} of {count} interfaces after two minutes')
        time.sleep(0.1)
    s.add(str(count), 'all up, s', d, time.monotonic() - run.started)
    time.sleep(3)  # the instances begin
    before = time.monotonic()
    run.proc.terminate()
    run.proc.wait()
    s.add(str(count), 'stop, s', d, time.monotonic() - before)
    s.add(str(count), 'left', d, links(ns))
    lib.log(d.name, f'{links(ns)} left')


def main():
    p = lib.parser(__doc__)
    p.add_argument('--instances', type=int, default=1000)
    args = p.parse_args()
    daemons = lib.daemons_of(args)
    s = lib.Samples(daemons)
    conf = configuration(args.instances)
    for number, d in lib.rounds(args.repeats or 3, daemons):
        one(s, d, conf, args.instances, number)
    lib.finish(args, '12. Virtual interfaces', s, [f'{args.instances} instances with use_vmac'])


if __name__ == '__main__':
    main()
