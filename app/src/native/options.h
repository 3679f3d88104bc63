/* keepalived's options for getopt_long, and our commands. Written by OptionTableTest, not by hand. */
#include <getopt.h>

#define OPTION_USE_FILE 'f'
#define OPTION_VRRP 'P'
#define OPTION_CHECK 'C'
#define OPTION_NO_BFD 'B'
#define OPTION_ALL 256
#define OPTION_LOG_CONSOLE 'l'
#define OPTION_LOG_DETAIL 'D'
#define OPTION_LOG_FACILITY 'S'
#define OPTION_LOG_FILE 'g'
#define OPTION_FLUSH_LOG_FILE 257
#define OPTION_NO_SYSLOG 'G'
#define OPTION_UMASK 'u'
#define OPTION_RELEASE_VIPS 'X'
#define OPTION_DONT_RELEASE_VRRP 'V'
#define OPTION_DONT_RELEASE_IPVS 'I'
#define OPTION_DONT_RESPAWN 'R'
#define OPTION_DONT_FORK 'n'
#define OPTION_DUMP_CONF 'd'
#define OPTION_SHOW_SECRETS 258
#define OPTION_PID 'p'
#define OPTION_VRRP_PID 'r'
#define OPTION_GENHASH 'T'
#define OPTION_CHECKERS_PID 'c'
#define OPTION_ADDRESS_MONITORING 'a'
#define OPTION_BFD_PID 'b'
#define OPTION_SNMP 'x'
#define OPTION_SNMP_AGENT_SOCKET 'A'
#define OPTION_NAMESPACE 's'
#define OPTION_CORE_DUMP 'm'
#define OPTION_CORE_DUMP_PATTERN 'M'
#define OPTION_ALL_CONFIG 'e'
#define OPTION_CONFIG_ID 'i'
#define OPTION_SIGNUM 259
#define OPTION_CONFIG_TEST 't'
#define OPTION_IGNORE_SIGINT 260
#define OPTION_VERSION 'v'
#define OPTION_HELP 'h'

#define OPTION_LETTERS "f:PCBlDS:g::Gu:XVIRndp:r:Tc:ab:xA:s:mM::ei:t::vh"

static const struct option OPTION_NAMES[] = {
    {"use-file", required_argument, NULL, OPTION_USE_FILE},
    {"vrrp", no_argument, NULL, OPTION_VRRP},
    {"check", no_argument, NULL, OPTION_CHECK},
    {"no_bfd", no_argument, NULL, OPTION_NO_BFD},
    {"all", no_argument, NULL, OPTION_ALL},
    {"log-console", no_argument, NULL, OPTION_LOG_CONSOLE},
    {"log-detail", no_argument, NULL, OPTION_LOG_DETAIL},
    {"log-facility", required_argument, NULL, OPTION_LOG_FACILITY},
    {"log-file", optional_argument, NULL, OPTION_LOG_FILE},
    {"flush-log-file", no_argument, NULL, OPTION_FLUSH_LOG_FILE},
    {"no-syslog", no_argument, NULL, OPTION_NO_SYSLOG},
    {"umask", required_argument, NULL, OPTION_UMASK},
    {"release-vips", no_argument, NULL, OPTION_RELEASE_VIPS},
    {"dont-release-vrrp", no_argument, NULL, OPTION_DONT_RELEASE_VRRP},
    {"dont-release-ipvs", no_argument, NULL, OPTION_DONT_RELEASE_IPVS},
    {"dont-respawn", no_argument, NULL, OPTION_DONT_RESPAWN},
    {"dont-fork", no_argument, NULL, OPTION_DONT_FORK},
    {"dump-conf", no_argument, NULL, OPTION_DUMP_CONF},
    {"show-secrets", no_argument, NULL, OPTION_SHOW_SECRETS},
    {"pid", required_argument, NULL, OPTION_PID},
    {"vrrp_pid", required_argument, NULL, OPTION_VRRP_PID},
    {"genhash", no_argument, NULL, OPTION_GENHASH},
    {"checkers_pid", required_argument, NULL, OPTION_CHECKERS_PID},
    {"address-monitoring", no_argument, NULL, OPTION_ADDRESS_MONITORING},
    {"bfd_pid", required_argument, NULL, OPTION_BFD_PID},
    {"snmp", no_argument, NULL, OPTION_SNMP},
    {"snmp-agent-socket", required_argument, NULL, OPTION_SNMP_AGENT_SOCKET},
    {"namespace", required_argument, NULL, OPTION_NAMESPACE},
    {"core-dump", no_argument, NULL, OPTION_CORE_DUMP},
    {"core-dump-pattern", optional_argument, NULL, OPTION_CORE_DUMP_PATTERN},
    {"all-config", no_argument, NULL, OPTION_ALL_CONFIG},
    {"config-id", required_argument, NULL, OPTION_CONFIG_ID},
    {"signum", required_argument, NULL, OPTION_SIGNUM},
    {"config-test", optional_argument, NULL, OPTION_CONFIG_TEST},
    {"ignore-sigint", no_argument, NULL, OPTION_IGNORE_SIGINT},
    {"version", no_argument, NULL, OPTION_VERSION},
    {"help", no_argument, NULL, OPTION_HELP},
    {NULL, 0, NULL, 0},
};

#define COMMANDS "api", "check", "check-now", "confirm", "doctor", "dump", "explain", "genhash", "handover", "plan", "priority", "record", "reload", "restart", "server", "status", "transition"
