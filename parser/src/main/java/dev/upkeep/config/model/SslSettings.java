package dev.upkeep.config.model;

import org.jspecify.annotations.Nullable;

/// The root block `SSL`: the client certificate of `SSL_GET`.
public record SslSettings(
        @Nullable String password,
        @Nullable String ca,
        @Nullable String certificate,
        @Nullable String key) {}
