package dev.upkeep.lbaas.rules;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Tree;
import java.util.Objects;

/// The change that a request makes to a tree.
///
/// @param subject id of the object that the request is about
public record Change(Tree tree, String subject) {

    /// The object that the request is about.
    public Element element() {
        return Objects.requireNonNull(tree.find(subject));
    }
}
