#!/usr/bin/env python3
"""12. Good checks beside servers with a catastrophic regex: the gaps between attempts.

50 real servers have an HTTP_GET whose `regex` backtracks for ever on the 200 KB
that their server sends, and `--good` others an HTTP_GET of a short page; delay_loop
1, every server at an address of its own.  Taken are the gaps between two requests
of a good check, as its server sees them, as a multiple of the interval.
"""

import asyncio
import threading
import time

import benchlib as lib
import gen_config as gen

PORT = 8000
SLOW = 50
BODY = b'a' * 200_000


class Web(threading.Thread):
    """Answers /big and /good, and notes when each address was asked for /good."""

    def __init__(self):
        super().__init__(daemon=True)
        self.times = {}
        self.slow = 0
        self.ready = threading.Event()

    def run(self):
        asyncio.run(self.serve())

    async def serve(self):
        server = await asyncio.start_server(self.answer, '0.0.0.0', PORT, backlog=4096)
        self.ready.set()
        async with server:
            await server.serve_forever()

    async def answer(self, reader, writer):
        try:
            request = await reader.readuntil(b'\r\n\r\n')
            big = request.startswith(b'GET /big')
            if big:
                self.slow += 1
            else:
                address = writer.get_extra_info('sockname')[0]
                self.times.setdefault(address, []).append(time.monotonic())
            body = BODY if big else b'ok\n'
            writer.write(b'HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n' % len(body) + body)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


def check(path, regex=''):
    return (f'        HTTP_GET {{\n            url {{\n                path {path}\n                status_code 200\n{regex}'
            f'            }}\n            connect_port {PORT}\n            connect_timeout 5\n        }}\n')


def configuration(slow, good):
    out = [gen.GLOBAL % '']
    for vs, first, count, text in ((0, 0, slow, check('/big', '                regex a*a*a*b\n')),
                                   (1, slow, good, check('/good'))):
        if count:
            out.append(f'virtual_server {gen.vs_addr(vs)} 80 {{\n    delay_loop 1\n    protocol TCP\n')
            out += [f'    real_server {gen.rs_addr(first + i, gen.LOCAL_BASE)} {PORT} {{\n{text}    }}\n' for i in range(count)]
            out.append('}\n')
    return ''.join(out)


def main():
    p = lib.parser(__doc__, env='fake')
    p.add_argument('--good', type=int, default=200)
    p.add_argument('--slow', type=lib.int_list, default=[0, SLOW])
    p.add_argument('--seconds', type=float, default=15)
    args = p.parse_args()
    daemons = lib.daemons_of(args)
    view, prefix = lib.environment(args, tools=['fakeipvs'])
    web = Web()
    web.start()
    web.ready.wait()
    s = lib.Samples(daemons)
    for slow in args.slow:
        conf = lib.scratch() / 'check.conf'
        conf.write_text(configuration(slow, args.good))
        for _, d in lib.rounds(args.repeats or 1, daemons):
            one(args, s, f'{slow} slow, {args.good} good servers', d, conf, prefix, web)
            view.flush()
    lib.finish(args, f'12. Checks beside slow ones ({args.env})', s, [f'{args.seconds:g} s each'])


def one(args, s, case, d, conf, prefix, web):
    run = lib.Daemon(d, conf, ['-C'], prefix)
    try:
        lib.wait_until(lambda: len(web.times) == args.good, 60, 0.1, run.alive)
        time.sleep(5)
        run.refresh()
        web.times, web.slow = {}, 0
        cpu = run.cpu()
        time.sleep(args.seconds)
        cpu = run.cpu() - cpu
        times = list(web.times.values())
        gaps = [b - a for each in times for a, b in zip(each, each[1:])]
        s.add(case, 'gap, median', d, lib.quantile(gaps, 0.5))
        s.add(case, 'gap, 99 %', d, lib.quantile(gaps, 0.99))
        s.add(case, 'gap, longest', d, max(gaps))
        s.add(case, 'good checks, % of asked', d, 100 * sum(map(len, times)) / args.good / args.seconds)
        s.add(case, 'slow checks/s', d, web.slow / args.seconds)
        s.add(case, 'cpu %', d, 100 * cpu / args.seconds)
        lib.log(f'{case} {d.name}: gaps {lib.quantile(gaps, 0.5):.3f} / {lib.quantile(gaps, 0.99):.3f} / {max(gaps):.3f} s, '
                f'{web.slow / args.seconds:.0f} slow checks/s, cpu {100 * cpu / args.seconds:.0f} %')
    except Exception as e:
        raise SystemExit(f'{d.name}: {case}: {e}\n{run.tail()}')
    finally:
        run.stop(60)
        web.times = {}


if __name__ == '__main__':
    main()
