package dev.upkeep.lbaas.rules;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.schema.ApiFault;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Requests about the rules of layer 7 policies.
public final class L7Rules {

    /// Of one policy.
    static final int MOST_RULES = 50;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9!#$%&'*+\\-.^_`|~]+");
    private static final Pattern COOKIE =
            Pattern.compile("[a-zA-Z0-9!#$%&'()*+\\-./:<=>?@\\[\\]^_`{|}~]+");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]+|\"[\\x20-\\x7e\\t]*\"");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");
    private static final Pattern FIELD = Pattern.compile("[a-zA-Z][A-Za-z0-9-]*");

    private L7Rules() {}

    /// Adds a rule to a policy.
    public static Change create(
            Tree tree,
            RuleContext context,
            String policyId,
            Map<String, @Nullable Object> request) {
        Element policy = Edits.find(tree, Kind.L7POLICY, policyId);
        require(request);
        if (tree.children(Kind.L7RULE, policyId).size() >= MOST_RULES) {
            throw ApiFault.of(409, "Too many rules on L7 policy " + policyId);
        }
        Edits.requireQuota(context, Edits.project(tree), Kind.L7RULE, 1);
        Edits.requireMutable(tree);
        Element rule = Edits.created(Kind.L7RULE, policyId, Edits.project(tree), context, request);
        return new Change(touched(tree, policy).with(rule), rule.id());
    }

    private static Tree touched(Tree tree, Element policy) {
        return Edits.touch(
                tree, policy, Edits.find(tree, Kind.LISTENER, String.valueOf(policy.parent())));
    }

    private static Element find(Tree tree, String policyId, String id) {
        Element rule = Edits.find(tree, Kind.L7RULE, id);
        if (!policyId.equals(rule.parent())) {
            throw ApiFault.notFound(Kind.L7RULE.title(), id);
        }
        return rule;
    }

    /// Changes a rule.
    public static Change update(
            Tree tree,
            RuleContext context,
            String policyId,
            String id,
            Map<String, @Nullable Object> request) {
        Element changed = Edits.updated(find(tree, policyId, id), context, request);
        require(changed.values());
        Edits.requireMutable(tree);
        Element policy = Edits.find(tree, Kind.L7POLICY, policyId);
        return new Change(touched(tree, policy).with(changed), id);
    }

    /// Removes a rule.
    public static Change delete(Tree tree, String policyId, String id) {
        Element rule = find(tree, policyId, id);
        Edits.requireMutable(tree);
        Element policy = Edits.find(tree, Kind.L7POLICY, policyId);
        return new Change(Edits.delete(touched(tree, policy), rule), id);
    }

    /// Refuses a rule that says nothing, or what its type cannot compare.
    static void require(Map<String, @Nullable Object> rule) {
        String value = Objects.toString(rule.get("value"), "");
        String compare = String.valueOf(rule.get("compare_type"));
        String type = String.valueOf(rule.get("type"));
        if (value.isEmpty()) {
            throw invalid("Invalid L7 Rule: L7 rule type requires a value");
        }
        switch (type) {
            case "HEADER", "COOKIE" -> {
                String key = Objects.toString(rule.get("key"), "");
                if (key.isEmpty()) {
                    throw invalid("Invalid L7 Rule: L7 rule type requires a key");
                }
                requireMatch(NAME, key, "key");
                boolean cookie = type.equals("COOKIE");
                requireValue(
                        compare,
                        value,
                        cookie ? COOKIE : VALUE,
                        cookie ? "cookie value" : "header value");
            }
            case "HOST_NAME", "PATH" -> requireValue(compare, value, VALUE, "comparison value");
            case "FILE_TYPE" -> {
                if (!compare.equals("REGEX") && !compare.equals("EQUAL_TO")) {
                    throw invalid("Invalid L7 Rule: invalid comparison type for rule type");
                }
                requireValue(compare, value, VALUE, "comparison value");
            }
            default -> requireTls(type, compare, value, Objects.toString(rule.get("key"), ""));
        }
    }

    private static void requireValue(String compare, String value, Pattern form, String what) {
        if (compare.equals("REGEX")) {
            requireRegex(value);
        } else {
            requireMatch(form, value, what);
        }
    }

    private static void requireMatch(Pattern form, String text, String what) {
        if (!form.matcher(text).matches()) {
            throw invalid("Invalid characters in " + what);
        }
    }

    private static void requireRegex(String regex) {
        if (CONTROL.matcher(regex).find()) {
            throw invalid("Unable to parse regular expression: contains control characters");
        }
        try {
            var _ = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw invalid("Unable to parse regular expression: " + e.getDescription());
        }
    }

    private static void requireTls(String type, String compare, String value, String key) {
        if (type.equals("SSL_DN_FIELD")) {
            if (compare.equals("REGEX")) {
                requireRegex(value);
            }
            if (key.isEmpty()) {
                throw invalid(
                        "Invalid L7 Rule: L7rule type "
                                + type
                                + " needs to specify a key and a value.");
            }
            if (!FIELD.matcher(key).matches()) {
                throw invalid("Invalid L7 Rule: Invalid L7rule distinguished name field.");
            }
            return;
        }
        if (!key.isEmpty()) {
            throw invalid(
                    "Invalid L7 Rule: L7rule type " + type + " does not use the \"key\" field.");
        }
        if (type.equals("SSL_CONN_HAS_CERT") && !value.equalsIgnoreCase("true")) {
            throw invalid(
                    "Invalid L7 Rule: L7rule value " + value + " is not a boolean True string.");
        }
        if (type.equals("SSL_VERIFY_RESULT") && !value.matches("[0-9]+")) {
            throw invalid(
                    "Invalid L7 Rule: L7rule type " + type + " needs a int value, which is >= 0");
        }
        if (!compare.equals("EQUAL_TO")) {
            throw invalid(
                    "Invalid L7 Rule: L7rule type "
                            + type
                            + " only supports the EQUAL_TO compare type.");
        }
    }

    private static ApiFault invalid(String error) {
        return ApiFault.of(400, "Error parsing L7Rule: " + error);
    }
}
