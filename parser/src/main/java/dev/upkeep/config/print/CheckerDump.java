package dev.upkeep.config.print;

import static dev.upkeep.config.keyword.CheckerKeywords.*;

import dev.upkeep.config.keyword.BfdCheckKeywords;
import dev.upkeep.config.keyword.DnsKeywords;
import dev.upkeep.config.keyword.FileCheckKeywords;
import dev.upkeep.config.keyword.HttpKeywords;
import dev.upkeep.config.keyword.MiscKeywords;
import dev.upkeep.config.keyword.RealServerKeywords;
import dev.upkeep.config.keyword.SmtpKeywords;
import dev.upkeep.config.keyword.UdpKeywords;
import dev.upkeep.config.keyword.UrlKeywords;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.Checker.BodyPattern;
import dev.upkeep.config.model.Checker.Url;
import dev.upkeep.config.value.WeightType.Weight;

/// Checkers of a dump.
record CheckerDump(DumpWriter out) {

    void write(Checker checker) {
        switch (checker) {
            case Checker.Tcp(var connection, var timing) -> {
                out.open(RealServerKeywords.TCP_CHECK, true);
                common(connection, timing);
            }
            case Checker.Ping(var connection, var timing) -> {
                out.open(RealServerKeywords.PING_CHECK, true);
                common(connection, timing);
            }
            case Checker.Http http -> http(http);
            case Checker.Smtp(var connection, var timing, var helo) -> {
                out.open(RealServerKeywords.SMTP_CHECK, true);
                common(connection, timing);
                out.put(SmtpKeywords.HELO_NAME, helo);
            }
            case Checker.Dns(var connection, var timing, var type, var name) -> {
                out.open(RealServerKeywords.DNS_CHECK, true);
                common(connection, timing);
                out.put(DnsKeywords.TYPE, type).put(DnsKeywords.NAME, name);
            }
            case Checker.Misc(var timing, var script, var timeout, var dynamic) -> {
                out.open(RealServerKeywords.MISC_CHECK, true);
                timing(timing);
                out.put(MiscKeywords.MISC_PATH, Dumps.command(script))
                        .put(MiscKeywords.USER, script.user())
                        .put(MiscKeywords.MISC_TIMEOUT, timeout)
                        .flag(MiscKeywords.MISC_DYNAMIC, dynamic);
            }
            case Checker.Udp udp -> {
                out.open(RealServerKeywords.UDP_CHECK, true);
                common(udp.connection(), udp.timing());
                out.put(UdpKeywords.PAYLOAD, udp.payload().isEmpty() ? null : udp.payload())
                        .put(UdpKeywords.REQUIRE_REPLY, udp.requireReply())
                        .put(UdpKeywords.MIN_REPLY_LENGTH, udp.minReplyLength())
                        .put(UdpKeywords.MAX_REPLY_LENGTH, udp.maxReplyLength());
            }
            case Checker.FileWeight(var file, var weight, var reverse) ->
                    out.open(RealServerKeywords.FILE_CHECK, true)
                            .put(FileCheckKeywords.TRACK_FILE, file)
                            .put(FileCheckKeywords.WEIGHT, new Weight(weight, reverse));
            case Checker.Bfd(var name, var alpha) ->
                    out.open(RealServerKeywords.BFD_CHECK, true)
                            .put(BfdCheckKeywords.NAME, name)
                            .put(BfdCheckKeywords.ALPHA, alpha);
        }
        out.end();
    }

    private void common(CheckConnection connection, CheckTiming timing) {
        long mark = Integer.toUnsignedLong(connection.firewallMark());
        out.put(CONNECT_IP, connection.target().address())
                .put(CONNECT_PORT, Dumps.unlessZero(connection.target().port()))
                .put(BINDTO, connection.bindAddress())
                .put(BIND_PORT, Dumps.unlessZero(connection.bindPort()))
                .put(BIND_IF, connection.bindInterface())
                .put(CONNECT_TIMEOUT, connection.timeout())
                .put(FWMARK, mark == 0 ? null : Long.valueOf(mark));
        timing(timing);
    }

    private void timing(CheckTiming timing) {
        out.put(RETRY, (long) timing.retry())
                .put(RISE, timing.rise() == 1 ? null : timing.rise())
                .put(DELAY_BEFORE_RETRY, timing.delayBeforeRetry())
                .put(WARMUP, timing.warmup())
                .put(DELAY_LOOP, timing.delayLoop())
                .put(ALPHA, timing.alpha())
                .put(LOG_ALL_FAILURES, timing.logAllFailures());
    }

    private void http(Checker.Http http) {
        out.open(http.tls() ? RealServerKeywords.SSL_GET : RealServerKeywords.HTTP_GET, true);
        common(http.connection(), http.timing());
        out.put(HttpKeywords.VIRTUALHOST, http.virtualHost())
                .put(HttpKeywords.HTTP_PROTOCOL, http.protocol())
                .put(HttpKeywords.ENABLE_SNI, http.enableSni())
                .put(HttpKeywords.SNI_NAME, http.sniName())
                .put(HttpKeywords.FAST_RECOVERY, http.fastRecovery())
                .flag(HttpKeywords.TLS_COMPLIANT, http.tlsCompliant());
        for (Url url : http.urls()) {
            out.open(http.tls() ? HttpKeywords.TLS_URL : HttpKeywords.URL, true);
            url(url, http.tls());
            out.end();
        }
    }

    private void url(Url url, boolean tls) {
        out.put(UrlKeywords.PATH, url.path())
                .put(UrlKeywords.DIGEST, url.digest())
                .put(UrlKeywords.STATUS_CODE, url.statusCodes())
                .put(UrlKeywords.VIRTUALHOST, url.virtualHost());
        BodyPattern pattern = url.pattern();
        if (pattern != null) {
            out.put(UrlKeywords.REGEX, pattern.regex())
                    .put(
                            UrlKeywords.REGEX_OPTIONS,
                            pattern.options().isEmpty() ? null : pattern.options())
                    .flag(UrlKeywords.REGEX_NO_MATCH, pattern.noMatch())
                    .put(UrlKeywords.REGEX_MIN_OFFSET, pattern.minOffset())
                    .put(
                            UrlKeywords.REGEX_MAX_OFFSET,
                            pattern.maxOffset() < 0 ? null : pattern.maxOffset());
        }
        if (tls) {
            out.put(UrlKeywords.TLS_COMPLIANT, url.tlsCompliant());
        }
    }
}
