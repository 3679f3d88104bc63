package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.UrlKeywords.*;

import dev.upkeep.config.keyword.HttpKeywords;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.Checker.BodyPattern;
import dev.upkeep.config.model.Checker.StatusRange;
import dev.upkeep.config.model.Checker.Url;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.source.DiagnosticCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `HTTP_GET` and `SSL_GET` with their urls.
record HttpBuilder(BuildContext build, CheckDefaults defaults) {
    @Nullable Checker build(
            BoundBlock block, CheckConnection connection, CheckTiming timing, boolean tls) {
        String host = block.get(HttpKeywords.VIRTUALHOST);
        boolean compliant = block.isOn(HttpKeywords.TLS_COMPLIANT);
        List<Url> urls = new ArrayList<>();
        for (BoundBlock url : block.blocks(tls ? HttpKeywords.TLS_URL : HttpKeywords.URL)) {
            Url usable = url(url, compliant);
            if (usable != null) {
                urls.add(usable);
            }
        }
        if (urls.isEmpty()) {
            build.absent(
                    DiagnosticCode.HTTP_URLS,
                    block,
                    tls ? HttpKeywords.TLS_URL : HttpKeywords.URL,
                    block.node().name() + " has no url; it is dropped",
                    "add url { path / }");
            return null;
        }
        String name = block.get(HttpKeywords.SNI_NAME);
        return new Checker.Http(
                connection,
                timing,
                tls,
                block.value(HttpKeywords.HTTP_PROTOCOL),
                host == null ? defaults.virtualHost() : host,
                block.isOn(HttpKeywords.FAST_RECOVERY),
                new Checker.TlsOptions(
                        name != null || block.isOn(HttpKeywords.ENABLE_SNI),
                        name != null && name.isEmpty() ? null : name,
                        compliant,
                        tls ? block.value(HttpKeywords.CERTIFICATE_WARNING) : 0),
                urls);
    }

    private @Nullable Url url(BoundBlock block, boolean compliant) {
        String path = block.get(PATH);
        if (path == null) {
            build.absent(
                    DiagnosticCode.HTTP_PATH,
                    block,
                    PATH,
                    "url has no path; it is dropped",
                    "add path /");
            return null;
        }
        List<StatusRange> codes = new ArrayList<>();
        for (Located<List<StatusRange>> line : block.all(STATUS_CODE)) {
            codes.addAll(line.value());
        }
        return new Url(
                path,
                block.get(DIGEST),
                codes.isEmpty() ? STATUS_CODE.defaultValue() : codes,
                block.get(VIRTUALHOST),
                pattern(block),
                block.get(TLS_COMPLIANT, compliant));
    }

    private @Nullable BodyPattern pattern(BoundBlock block) {
        String regex = block.get(REGEX);
        if (regex == null) {
            for (var keyword : List.of(REGEX_NO_MATCH, REGEX_OPTIONS, REGEX_MIN_OFFSET)) {
                if (block.has(keyword)) {
                    build.error(
                            DiagnosticCode.HTTP_REGEX,
                            block.where(keyword),
                            keyword.name() + " has no effect without regex",
                            null);
                }
            }
            return null;
        }
        return new BodyPattern(
                regex,
                block.value(REGEX_OPTIONS),
                block.isOn(REGEX_NO_MATCH),
                block.value(REGEX_MIN_OFFSET),
                block.value(REGEX_MAX_OFFSET));
    }
}
