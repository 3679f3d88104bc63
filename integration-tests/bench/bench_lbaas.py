#!/usr/bin/env python3
"""Load balancers as a service: many of them behind one `upkeep api`.

`--lbs` load balancers (1,000) with ten members each are made over HTTP by 16 clients at once.  Reports
how many come a second and how long one takes to be ACTIVE; then, one at a time, the time from a request
that changes a weight, adds a member or makes a further load balancer until the kernel has it; a list
of all; the memory of `upkeep api`; and how long after SIGKILL its next start answers with everything in
place.  keepalived has no such API, so that only Upkeep is asked.

With `--directors 2` there are two on one etcd (Debian's), and the single changes are followed into the
kernel of the one that was asked and into that of the other.
"""

import concurrent.futures
import http.client
import json
import os
import signal
import subprocess
import time

import benchlib as lib

PORT = 19876
CLIENTS = 16
MEMBERS = 10

DAEMON = '''global_defs {
    router_id bench
}
include %s/*.conf
'''

INSTANCE = '''vrrp_instance bench {
    state MASTER
    interface veth0
    virtual_router_id 61
    priority 150
    advert_int 1
    virtual_ipaddress {
        10.99.0.1/16
    }
}
'''


def ask(method, path, body=None, port=PORT):
    """One request on a connection of its own; the status and the object that comes back."""
    c = http.client.HTTPConnection('127.0.0.1', port, timeout=120)
    try:
        c.request(method, path, json.dumps(body) if body else None, {'Content-Type': 'application/json'})
        answer = c.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text else {}
    finally:
        c.close()


def must(method, path, body=None):
    status, found = ask(method, path, body)
    if status >= 300:
        raise RuntimeError(f'{method} {path}: {status} {found}')
    return found


def settled(lb):
    """Waits until a load balancer is no longer pending (the answer waits, too)."""
    while True:
        found = must('GET', f'/v2/lbaas/loadbalancers/{lb}')['loadbalancer']
        if not found['provisioning_status'].startswith('PENDING'):
            if found['provisioning_status'] != 'ACTIVE':
                raise RuntimeError(found)
            return found


def vip(n):
    return f'10.99.{1 + n // 250}.{1 + n % 250}'


def member(n, i):
    return f'10.98.{n % 250}.{1 + i}'


def load_balancer(subnet, n):
    members = [{'address': member(n, i), 'protocol_port': 80} for i in range(MEMBERS)]
    return {'loadbalancer': {
        'name': f'lb{n}', 'vip_subnet_id': subnet, 'vip_address': vip(n),
        'listeners': [{'name': f'l{n}', 'protocol': 'TCP', 'protocol_port': 80, 'default_pool': {
            'name': f'p{n}', 'protocol': 'TCP', 'lb_algorithm': 'ROUND_ROBIN', 'members': members}}]}}


def make(subnet, n):
    """Makes one; returns its id and the seconds until it was ACTIVE."""
    t = time.monotonic()
    lb = must('POST', '/v2/lbaas/loadbalancers', load_balancer(subnet, n))['loadbalancer']['id']
    settled(lb)
    return lb, time.monotonic() - t


class Api:
    """`upkeep api` as a process."""

    def __init__(self, command, settings, prefix, port=PORT):
        self.log = open(lib.scratch() / 'api.log', 'ab')
        self.port = port
        self.command = [*prefix, *command.argv, 'api', '-c', str(settings)]
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
                                        start_new_session=True)
        lib.wait_until(self.answers, 300, 0.02, lambda: self.process.poll() is None)

    def answers(self):
        try:
            return ask('GET', '/', port=self.port)[0] < 500
        except OSError:
            return False

    def rss_mb(self):
        return sum(lib._status_kb(p, 'VmRSS') for p in lib.tree(self.process.pid)) / 1024

    def kill(self):
        for p in lib.tree(self.process.pid):
            os.kill(p, signal.SIGKILL)
        self.process.wait()


class Etcd:
    """etcd, for the store of several directors."""

    URL = 'http://127.0.0.1:12379'

    def __init__(self):
        peer = 'http://127.0.0.1:12380'
        command = ['etcd', '--data-dir', str(lib.scratch() / 'etcd'), '--listen-client-urls', self.URL,
                   '--advertise-client-urls', self.URL, '--listen-peer-urls', peer,
                   '--initial-advertise-peer-urls', peer, '--initial-cluster', f'default={peer}']
        log = open(lib.scratch() / 'etcd.log', 'wb')
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        lib.wait_until(self.answers, 60, 0.02, lambda: self.process.poll() is None)

    def answers(self):
        c = http.client.HTTPConnection('127.0.0.1', 12379, timeout=5)
        try:
            c.request('GET', '/health')
            return c.getresponse().status == 200
        except OSError:
            return False
        finally:
            c.close()

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Second:
    """The other director: a daemon with a table of its own, without VRRP, and its API."""

    def __init__(self, command, settings):
        self.view = lib.FakeIpvs('second')
        parts = lib.scratch() / 'second.d'
        parts.mkdir()
        conf = lib.scratch() / 'second.conf'
        conf.write_text(DAEMON % parts)
        # One network namespace has one daemon; this one needs no network, only its API does.
        self.run = lib.Daemon(command, conf, ('-C',), ['unshare', '--net', '--', *self.view.prefix])
        control = self.run.pidfiles[0]
        lib.wait_until(lambda: control.with_name(control.name + '.sock').exists(), 60, 0.01, self.run.alive)
        own = dict(settings, listen=f'127.0.0.1:{PORT + 1}',
                   director={'pid_file': str(control), 'fragments': str(parts)})
        file = lib.scratch() / 'second.json'
        file.write_text(json.dumps(own))
        self.api = Api(command, file, self.view.prefix, PORT + 1)

    def stop(self):
        self.api.kill()
        self.run.stop(60)


def main():
    p = lib.parser(__doc__, env='uml')
    p.add_argument('--lbs', type=int, default=1000)
    p.add_argument('--gap', type=float, default=0, help='seconds to wait before the single changes')
    p.add_argument('--directors', type=int, choices=(1, 2), default=1)
    args = p.parse_args()
    command = [d for d in lib.daemons_of(args) if d.name != 'keepalived'][0]
    view, prefix = lib.environment(args, tools=['fakeipvs'])
    lib.ip('link add veth0 type veth peer name veth1')
    for device in 'veth0', 'veth1':
        lib.ip(f'link set {device} up')
    lib.ip('addr add 10.99.0.2/16 dev veth0')
    home = lib.scratch()
    parts = home / 'conf.d'
    parts.mkdir()
    (home / 'daemon.conf').write_text(DAEMON % parts)
    (home / 'instance.conf').write_text(INSTANCE)
    step = 0.01 if args.env == 'uml' else 0.001
    s = lib.Samples([command])
    run = lib.Daemon(command, home / 'daemon.conf', (), prefix)
    control = run.pidfiles[0]
    lib.wait_until(lambda: control.with_name(control.name + '.sock').exists(), 60, 0.01, run.alive)
    settings = home / 'lbaas.json'
    etcd = Etcd() if args.directors > 1 else None
    store = {'etcd': [Etcd.URL]} if etcd else {'directory': str(home / 'store')}
    whole = {
        'listen': f'127.0.0.1:{PORT}', 'store': store, 'providers': ['ipvs'],
        'director': {'pid_file': str(control), 'instances': str(home / 'instance.conf'), 'fragments': str(parts)},
        'networks': [{'name': 'web', 'subnets': [{'name': 'web-net', 'cidr': '10.99.0.0/16'}]}]}
    settings.write_text(json.dumps(whole))
    api = Api(command, settings, prefix)
    second = Second(command, whole) if etcd else None
    try:
        quota = {'quota': {'load_balancer': -1, 'listener': -1, 'pool': -1, 'member': -1}}
        must('PUT', '/v2/lbaas/quotas/default', quota)
        subnet = must('GET', '/v2/subnets?name=web-net')['subnets'][0]['id']
        n = args.lbs
        case = f'{n:,} load balancers of {MEMBERS} members'
        t = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(CLIENTS) as pool:
            made = list(pool.map(lambda i: make(subnet, i), range(n)))
        took = time.monotonic() - t
        s.add(case, 'made a second', command, n / took)
        for _, seconds in made:
            s.add(case, 'request to ACTIVE, s', command, seconds)
        lib.log(f'{n} made in {took:.1f} s')
        changes(s, view, command, made, n, subnet, args.repeats or 10, step,
                second.view if second else None)
        t = time.monotonic()
        assert len(must('GET', '/v2/lbaas/loadbalancers')['loadbalancers']) >= min(n, 1000)
        s.add(case, 'list of all, s', command, time.monotonic() - t)
        s.add(case, 'RSS of the API, MiB', command, api.rss_mb())
        s.add(case, 'RSS of the daemon, MiB', command, run.rss_mb())
        api.kill()
        t = time.monotonic()
        api.start()
        s.add(case, 'SIGKILL to answer, s', command, time.monotonic() - t)
        lib.log('started again')
    except Exception as e:
        raise SystemExit(f'{e}\n{run.tail()}\n{second.run.tail() if second else ""}\n{(home / "api.log").read_text()[-3000:]}')
    finally:
        api.kill()
        if second:
            second.stop()
        if etcd:
            etcd.stop()
        if os.environ.get('LVSBENCH_LOG'):
            open(os.environ['LVSBENCH_LOG'], 'w').write(run.log.read_text())
        run.stop(300)
    lib.finish(args, f'Load balancers as a service ({args.env})', s)


def changes(s, view, command, made, n, subnet, repeats, step, other):
    """Single changes while everything else stands still."""
    address, lb = vip(n // 2), made[n // 2][0]
    pool = must('GET', f'/v2/lbaas/pools?name=p{n // 2}')['pools'][0]['id']
    members = must('GET', f'/v2/lbaas/pools/{pool}/members')['members']
    first = members[0]
    target = (first['address'], first['protocol_port'])
    for i in range(repeats):
        t = time.monotonic()
        must('PUT', f'/v2/lbaas/pools/{pool}/members/{first["id"]}', {'member': {'weight': 2 + i}})
        lib.wait_until(lambda: view.weights(address, 80).get(target) == 2 + i, 60, step)
        s.add('one weight', 'request to kernel, s', command, time.monotonic() - t)
        if other:
            lib.wait_until(lambda: (other.weights(address, 80) or {}).get(target) == 2 + i, 60, step)
            s.add('one weight', 'request to kernel of the other, s', command, time.monotonic() - t)
        settled(lb)
        s.add('one weight', 'request to ACTIVE, s', command, time.monotonic() - t)
    for i in range(repeats):
        server = f'10.97.0.{1 + i}'
        t = time.monotonic()
        must('POST', f'/v2/lbaas/pools/{pool}/members', {'member': {'address': server, 'protocol_port': 80}})
        lib.wait_until(lambda: (server, 80) in (view.weights(address, 80) or {}), 60, step)
        s.add('one member more', 'request to kernel, s', command, time.monotonic() - t)
        settled(lb)
        s.add('one member more', 'request to ACTIVE, s', command, time.monotonic() - t)
    for i in range(repeats):
        t = time.monotonic()
        lb = must('POST', '/v2/lbaas/loadbalancers', load_balancer(subnet, n + i))['loadbalancer']['id']
        lib.wait_until(lambda: view.num_dests(vip(n + i), 80) == MEMBERS, 60, step)
        s.add('one load balancer more', 'request to kernel, s', command, time.monotonic() - t)
        if other:
            lib.wait_until(lambda: other.num_dests(vip(n + i), 80) == MEMBERS, 60, step)
            s.add('one load balancer more', 'request to kernel of the other, s', command, time.monotonic() - t)
        settled(lb)
        s.add('one load balancer more', 'request to ACTIVE, s', command, time.monotonic() - t)


if __name__ == '__main__':
    main()
