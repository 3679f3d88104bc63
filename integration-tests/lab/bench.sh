# shellcheck shell=bash
# `./lab bench`; sourced by ./lab.

# Each script starts keepalived and Upkeep alternately and prints their ratio (integration-tests/bench/README.md).
bench() {
    local name script tools
    need $lab_packages user-mode-linux python3 gcc libc6-dev
    build
    [ $# -gt 0 ] || set -- config startup ipvs failover
    tools=$(mktemp -d) || die 'no scratch directory'
    # shellcheck disable=SC2064 # now, as the name is local
    trap "rm -rf '$tools'" EXIT
    UPKEEP_UML_PRELOAD=$(uml_preload "$tools") || return
    export UPKEEP_UML_PRELOAD
    for name; do
        case $name in
            config) script='bench_config_test.py' ;;
            startup) script='bench_startup.py' ;;
            ipvs) script='bench_ipvs_load.py --env fake' ;;
            ipvs-uml) script='bench_ipvs_load.py --env uml --rs 10000 --per-vs 1 --ipvsadm' ;;
            drain) script='bench_drain.py --env uml' ;;
            reload) script='bench_reload.py --env fake --rs 50000 --wide 0 --weights-only' ;;
            reload-checked) script='bench_reload.py --env fake --rs 10000 --wide 0 --check tcp --weights-only' ;;
            reload-published) # keepalived takes minutes for each, so it is asked once and not for longer than three
                script='bench_reload.py --env fake --rs 37205 --vs 2277 --wide 0 --check tcp --weights-only --lives 2 --repeats 6 --limit 180' ;;
            restart) script='bench_restart_gap.py --env fake' ;;
            changed) script='bench_restart_gap.py --env fake --rs 10000 --changed-only --repeats 1' ;;
            failover) script='bench_vrrp_failover.py --cases 3:0.1 --repeats 10' ;; # the other cases take half an hour
            jitter) script='bench_vrrp_jitter.py --seconds 75 --instances 255' ;;
            mass) script='bench_vrrp_mass.py --instances 250 --repeats 5' ;;
            bfd) script='bench_bfd.py --frr' ;;
            bfd-minute) script='bench_bfd.py --minute' ;;
            scrape) script='bench_scrape.py --env fake' ;;
            vmac) script='bench_vmac.py' ;;
            lbaas) script='bench_lbaas.py --env fake' ;;
            lbaas-etcd) script='bench_lbaas.py --env fake --directors 2 --lbs 50' ;;
            tls) script='bench_tls_checks.py --env fake' ;;
            regex) script='bench_regex_checks.py --env fake' ;;
            checks-published) script='bench_check_scale.py --env fake --checks tcp --rs 40800 --delay-loop 5' ;;
            checks) script='bench_check_scale.py --env fake' ;;
            *) die "no bench $name" ;;
        esac
        # shellcheck disable=SC2086 # a script and its options
        python3 "$top/integration-tests/bench/"$script --daemon keepalived=/usr/sbin/keepalived \
            --daemon upkeep="$dist/bin/upkeep" || return
    done
}
