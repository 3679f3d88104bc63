package dev.upkeep.config.value;

import dev.upkeep.config.model.ScriptUser;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A user and perhaps a group: `user`, `user group`, `user :group` (with the supplementary groups
/// of the user). Whether they exist is checked later.
public final class UserType implements ValueType<ScriptUser> {
    public static final UserType USER = new UserType();

    private UserType() {}

    @Override
    public @Nullable ScriptUser parse(Arguments in) {
        Word user = in.require("a user");
        if (user == null) {
            return null;
        }
        Word group = in.next();
        return of(user.text(), group == null ? null : group.text());
    }

    /// Returns the user named by the words behind a command line, or null without any.
    static @Nullable ScriptUser of(List<ScriptWords.Piece> words) {
        if (words.isEmpty()) {
            return null;
        }
        return of(words.get(0).text(), words.size() > 1 ? words.get(1).text() : null);
    }

    private static ScriptUser of(String user, @Nullable String group) {
        if (group == null || !group.startsWith(":")) {
            return new ScriptUser(user, group, false);
        }
        return new ScriptUser(user, group.length() > 1 ? group.substring(1) : null, true);
    }

    @Override
    public String syntax() {
        return "<user> [<group>|:[<group>]]";
    }

    @Override
    public String format(ScriptUser value) {
        String group = value.group() == null ? "" : value.group();
        if (value.supplementary()) {
            return Quote.word(value.name()) + " :" + group;
        }
        return group.isEmpty()
                ? Quote.word(value.name())
                : Quote.word(value.name()) + " " + Quote.word(group);
    }
}
