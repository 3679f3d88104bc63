#!/usr/bin/env python3
"""9. Drain: the weights of N real servers go to 0 at once.

Every real server has a FILE_CHECK on one track file with weight 1; the file then takes
all weights to 0.  Reports the time from the first weight that is 0 in the kernel to the
last one, and from the write of the file (which includes the wait for the daemon to see it).
"""

import re
import time

import benchlib as lib
import gen_config as gen


def config(n, per, track):
    text = gen.lvs(n, per)
    text = text.replace('virtual_server', f'track_file drain {{\n    file {track}\n}}\nvirtual_server', 1)
    check = '        weight 1\n        FILE_CHECK {\n            track_file drain\n            weight 1\n        }\n'
    return re.sub('        weight 1\n', check, text)


def main():
    p = lib.parser(__doc__, env='uml')
    p.add_argument('--rs', type=lib.int_list, default=[10000])
    p.add_argument('--per-vs', type=int, default=10, help='real servers of a virtual server')
    args = p.parse_args()
    daemons = lib.daemons_of(args)
    view, prefix = lib.environment(args, tools=['fakeipvs'])
    step = 0.002 if args.env == 'uml' else 0.0005
    s = lib.Samples(daemons)
    conf, track = lib.scratch() / 'drain.conf', lib.scratch() / 'drain'
    for n in args.rs:
        per = args.per_vs
        conf.write_text(config(n, per, track))
        first_vs, last_vs = gen.vs_addr(0), gen.vs_addr(n // per - 1)
        case = f'{n:,} weights to 0'
        for _, d in lib.rounds(args.repeats or 3, daemons):
            track.write_text('0\n')
            view = lib.fresh(view)
            run = lib.Daemon(d, conf, ['-C'], prefix)

            def all_are(vs, weight):
                found = view.weights(vs, 80).values()
                return len(found) == per and set(found) == {weight}

            try:
                lib.wait_until(lambda: view.totals() == (n // per, n), 300, 0.05, run.alive)
                run.wait_quiet()
                for weight, value in ((0, -100), (1, 0), (0, -100)):
                    t = time.monotonic()
                    track.write_text(f'{value}\n')
                    begin = lib.wait_until(lambda: weight in view.weights(first_vs, 80).values(), 300, step, run.alive)
                    end = lib.wait_until(lambda: all_are(first_vs, weight) and all_are(last_vs, weight), 300, step,
                                         run.alive)
                    if weight == 0:
                        s.add(case, 'first to last, s', d, end - begin)
                        s.add(case, 'write to last, s', d, end - t)
                        lib.log(f'{case} {d.name}: first to last {end - begin:.3f} s, write to last {end - t:.3f} s')
                    run.wait_quiet()
            except Exception as e:
                raise SystemExit(f'{d.name}: {e}\n{run.tail()}')
            finally:
                run.stop()
                view.flush()
    lib.finish(args, f'9. Drain ({args.env})', s)


if __name__ == '__main__':
    main()
