package dev.upkeep.lbaas.store;

import java.util.List;

/// Documents by key, each with a revision that a change must name: whoever changed it meanwhile is
/// not overwritten. Any thread.
public interface Store extends AutoCloseable {

    /// Key of the document that each [#claim] changes.
    String CLAIMS = "claims";

    /// A stored document.
    ///
    /// @param key kind and id: `lb/8d97...`
    /// @param text JSON
    /// @param revision greater than 0
    record Document(String key, String text, long revision) {}

    /// Everything there is.
    ///
    /// @throws StoreException when it cannot be read
    List<Document> all() throws StoreException;

    /// Writes a document; it outlasts a crash when this returns.
    ///
    /// @param expected revision of what it replaces; 0 when there must be nothing
    /// @return its revision
    /// @throws ConflictException when there is another revision
    /// @throws StoreException when it cannot be written; nothing has changed then
    long put(String key, String text, long expected) throws StoreException;

    /// Writes a new document that takes what nobody else may have, an address for instance: only
    /// when nothing was taken since a revision. Where one process alone writes, nothing can have
    /// been.
    ///
    /// @param known revision of the document [#CLAIMS], which each such write changes; 0 for none
    /// @return revision of both
    /// @throws ConflictException when others took something meanwhile
    /// @throws StoreException when it cannot be written; nothing has changed then
    long claim(String key, String text, long known) throws StoreException;

    /// Removes a document.
    ///
    /// @throws ConflictException when there is another revision
    /// @throws StoreException when it cannot be removed
    void delete(String key, long expected) throws StoreException;

    /// Learns of changes that others make, from now on.
    void listen(Listener listener);

    @Override
    void close();

    /// Receives the changes of others, on a thread of the store.
    interface Listener {

        /// A document was written.
        void written(Document document);

        /// A document was removed.
        void removed(String key);
    }
}
