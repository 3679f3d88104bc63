#!/usr/bin/env python3
"""Every subcommand of `openstack loadbalancer` against `upkeep api` at URL, by the real client in one process.

Prints a row for each: works, or refused with the sentence that the user sees.  Exits with 1 when one
does something else than is said here, or when the installed client has a subcommand that is not here.
"""

import contextlib
import glob
import io
import os
import re
import sys
import tempfile

os.environ.update(OS_AUTH_TYPE='none', OS_ENDPOINT=sys.argv[1])

from openstackclient import shell

WORKS = None
ZONES = 'There are no availability zone'
AMPHORAE = 'There are no amphorae|not found|Unable to locate'

# What follows `openstack loadbalancer`, and what the answer has to say where it is refused.
COMMANDS = [
    ('create --name lb1 --vip-subnet-id web-net --wait', WORKS),
    ('list --name lb1 --provisioning-status ACTIVE', WORKS),
    ('show lb1', WORKS),
    ('set --description first --tag blue lb1', WORKS),
    ('unset --description lb1', WORKS),
    ('stats show lb1', WORKS),
    ('status show lb1', WORKS),
    ('failover lb1 --wait', WORKS),
    ('listener create --name l1 --protocol HTTP --protocol-port 80 --connection-limit 9 lb1 --wait', WORKS),
    ('listener list --loadbalancer lb1', WORKS),
    ('listener show l1', WORKS),
    ('listener set --connection-limit 7 l1', WORKS),
    ('listener unset --connection-limit l1', WORKS),
    ('listener stats show l1', WORKS),
    ('pool create --name p1 --listener l1 --protocol HTTP --lb-algorithm ROUND_ROBIN --wait', WORKS),
    ('pool list --loadbalancer lb1', WORKS),
    ('pool show p1', WORKS),
    ('pool set --session-persistence type=SOURCE_IP p1', WORKS),
    ('pool unset --session-persistence p1', WORKS),
    ('member create --name m1 --address 172.16.100.9 --protocol-port 80 --weight 2 p1 --wait', WORKS),
    ('member list p1', WORKS),
    ('member show p1 m1', WORKS),
    ('member set --weight 0 p1 m1', WORKS),
    ('member unset --weight p1 m1', WORKS),
    ('healthmonitor create --name h1 --type HTTP --delay 5 --timeout 3 --max-retries 2 p1 --wait', WORKS),
    ('healthmonitor list', WORKS),
    ('healthmonitor show h1', WORKS),
    ('healthmonitor set --url-path /up h1', WORKS),
    ('healthmonitor unset --url-path h1', WORKS),
    ('l7policy create --name y1 --action REDIRECT_TO_URL --redirect-url http://a.example/ l1 --wait', WORKS),
    ('l7policy list', WORKS),
    ('l7policy show y1', WORKS),
    ('l7policy set --position 1 y1', WORKS),
    ('l7policy unset --description y1', WORKS),
    ('l7rule create --type PATH --compare-type STARTS_WITH --value /a y1 -f value -c id', WORKS),
    ('l7rule list y1', WORKS),
    ('l7rule show y1 {last}', WORKS),
    ('l7rule set --value /b y1 {last}', WORKS),
    ('l7rule unset --invert y1 {last}', WORKS),
    ('l7rule delete y1 {last} --wait', WORKS),
    ('l7policy delete y1 --wait', WORKS),
    ('healthmonitor delete h1 --wait', WORKS),
    ('member delete p1 m1 --wait', WORKS),
    ('pool delete p1 --wait', WORKS),
    ('listener delete l1 --wait', WORKS),
    ('delete --cascade lb1 --wait', WORKS),
    ('flavorprofile create --name fp --provider noop_driver --flavor-data {}', WORKS),
    ('flavorprofile list', WORKS),
    ('flavorprofile show fp', WORKS),
    ('flavorprofile set --name fp2 fp', WORKS),
    ('flavor create --name f1 --flavorprofile fp2 --enable', WORKS),
    ('flavor list', WORKS),
    ('flavor show f1', WORKS),
    ('flavor set --disable f1', WORKS),
    ('flavor unset --description f1', WORKS),
    ('flavor delete f1', WORKS),
    ('flavorprofile delete fp2', WORKS),
    ('provider list', WORKS),
    ('provider capability list noop_driver', WORKS),
    ('quota set --listener 5 conformance', WORKS),
    ('quota list', WORKS),
    ('quota show conformance', WORKS),
    ('quota defaults show', WORKS),
    ('quota unset --listener conformance', WORKS),
    ('quota reset conformance', WORKS),
    ('availabilityzoneprofile list', WORKS),
    ('availabilityzoneprofile create --name z --provider noop_driver --availability-zone-data {}', ZONES),
    ('availabilityzoneprofile show z', 'Unable to locate z'),
    ('availabilityzoneprofile set --name y z', 'Unable to locate z'),
    ('availabilityzoneprofile delete z', 'Unable to locate z'),
    ('availabilityzone list', WORKS),
    ('availabilityzone create --name a --availabilityzoneprofile z --enable', 'Unable to locate z'),
    ('availabilityzone show a', 'Unable to locate a'),
    ('availabilityzone set --disable a', 'Unable to locate a'),
    ('availabilityzone unset --description a', 'Unable to locate a'),
    ('availabilityzone delete a', 'Unable to locate a'),
    ('amphora list', WORKS),
    ('amphora show 00000000-0000-0000-0000-000000000001', AMPHORAE),
    ('amphora stats show 00000000-0000-0000-0000-000000000001', AMPHORAE),
    ('amphora configure 00000000-0000-0000-0000-000000000001', AMPHORAE),
    ('amphora failover 00000000-0000-0000-0000-000000000001', AMPHORAE),
    ('amphora delete 00000000-0000-0000-0000-000000000001', AMPHORAE),
]


def installed():
    """The subcommands of the installed client, as words."""
    found = set()
    for path in glob.glob('/usr/lib/python3/dist-packages/python_octaviaclient*/entry_points.txt'):
        for line in open(path):
            name = re.match(r'loadbalancer_(\w+) = ', line)
            if name:
                found.add(name.group(1).replace('_', ' '))
    return found


def run(words):
    """Status, output and errors of one command line."""
    out, err = tempfile.TemporaryFile('w+'), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        program = shell.OpenStackShell()
        program.stdout, program.stderr = out, err
        try:
            status = program.run(['loadbalancer', *words])
        except SystemExit as e:
            status = e.code
    out.seek(0)
    return status, out.read(), err.getvalue().strip()


def main():
    missing, wrong, last = installed(), 0, ''
    for line, refusal in COMMANDS:
        words = line.format(last=last).split() if '{last}' in line else line.split()
        name = max((each for each in installed() if line.startswith(each)), key=len)
        missing.discard(name)
        status, out, err = run(words)
        if '-c id' in line:
            last = out.strip()
        text = err.splitlines()[-1] if err else ''
        if refusal is WORKS:
            good, state = not status, 'works'
        else:
            good, state = bool(status) and re.search(refusal, err), 'refused: ' + text
        wrong += not good
        print(f'{name:36} {state if good else "WRONG, status " + str(status) + ": " + (err or out)[:300]}')
    for name in sorted(missing):
        print(f'{name:36} not tried')
    print(f'{len(installed()) - len(missing)} of {len(installed())} subcommands, {wrong} not as expected')
    return bool(wrong or missing)


sys.exit(main())
