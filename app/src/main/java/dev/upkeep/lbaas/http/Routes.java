package dev.upkeep.lbaas.http;

/// Answers the requests to a part of the API.
@FunctionalInterface
interface Routes {

    /// The answer to a request.
    ///
    /// @throws dev.upkeep.lbaas.schema.ApiFault for a refusal
    Response answer(Request request) throws InterruptedException;
}
