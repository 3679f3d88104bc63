package dev.upkeep.lab.soak;

import dev.upkeep.lab.demo.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The requests without an answer, each with its cause: a time without the virtual address, or,
/// when the director had it, all that the journal knows of that time.
final class Losses implements AutoCloseable {

    private static final Duration BEFORE = Duration.ofSeconds(4);
    private static final Duration AFTER = Duration.ofSeconds(2);

    private final Journal journal;
    private final AddressLog addresses;
    private final Requests requests;
    private final Observer observer;
    private int told;
    private int unexplained;

    private Losses(Journal journal, Stage stage) {
        this.journal = journal;
        this.addresses = AddressLog.start(journal, stage.host("director1"), TormentedDirector.VIP);
        this.requests = Requests.start(journal, stage);
        this.observer = Observer.start(journal, stage, requests);
    }

    /// Starts the requests and what is needed to explain their losses.
    static Losses observe(Journal journal, Stage stage) {
        return new Losses(journal, stage);
    }

    /// Explains on standard output what was lost since the last time.
    void tell() {
        List<Requests.Request> lost = requests.lost();
        for (Requests.Request request : lost.subList(told, lost.size())) {
            System.out.println("lost: request " + request + "; " + cause(request));
        }
        told = lost.size();
    }

    private String cause(Requests.Request request) {
        Optional<AddressLog.Absence> absence = addresses.absence(request.begin(), request.end());
        if (absence.isPresent()) {
            return absence.get().toString();
        }
        unexplained++;
        return journal.between(request.begin().minus(BEFORE), request.end().plus(AFTER)).stream()
                .map(Journal.Entry::toString)
                .collect(Collectors.joining("\n    ", "the address was there\n    ", ""));
    }

    int answered() {
        return requests.answered();
    }

    int count() {
        return told;
    }

    /// Returns how many were lost while the director had the virtual address.
    int unexplained() {
        return unexplained;
    }

    /// Ends the observation; the client ends with its host.
    @Override
    public void close() {
        tell();
        observer.close();
    }
}
