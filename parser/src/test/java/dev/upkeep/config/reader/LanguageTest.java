package dev.upkeep.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules of the language that concern one file. Where nothing else is said, keepalived 2.2.7
/// reads the same statements (`keepalived -t` names the first word of each as unknown).
class LanguageTest {

    @TempDir Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "lines",
        "words",
        "braces",
        "definitions",
        "multiLine",
        "conditions",
        "repetitions"
    })
    void text_read_givesStatements(String rule, String text, String statements) {
        assertThat(Reading.of(directory, text).statements()).as(rule).isEqualTo(statements);
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                arguments("blanks at both ends", " \t a b\t \n", "a b"),
                arguments("all kinds of blanks separate", "a\fb\u000bc\td\n", "a b c d"),
                arguments("CR LF", "a\r\n{\r\nb\r\n}\r\n", "a {b}"),
                arguments("no line feed at the end", "a b", "a b"),
                arguments("comment line", "# a\n! b\nc\n", "c"),
                arguments("comment in the middle of a word", "i#j\nk!l\n", "i; k"),
                arguments("no comment inside quotes", "a \"b#c!d\" # e\n", "a \"b#c!d\""),
                arguments(
                        "escaped quote does not start a string",
                        "aa\\\"b # c\" d\nee\n",
                        "aa\\; ee"),
                arguments("no continuation", "p \\\nq\n", "p\\; q"),
                arguments(
                        "escaped comment sign in global_defs",
                        "global_defs {\na b\\#c\n}\n",
                        "global_defs {a b#c}"),
                arguments("escaped comment sign elsewhere", "x {\na b\\#c\n}\n", "x {a b}"));
    }

    static Stream<Arguments> words() {
        return Stream.of(
                arguments("quotes keep blanks and signs", "a \"b c{}#\" d\n", "a \"b c{}#\" d"),
                arguments("empty word", "a \"\" b\n", "a \"\" b"),
                arguments("quote inside a word splits it", "m\"n\"o\n", "m \"n\" o"),
                arguments("word after a quote", "\"d e\"@f\n", "\"d e\" @f"),
                arguments("no escapes inside quotes", "a \"b\\\" { c\n}\n", "a \"b\\\" {c}"),
                arguments("apostrophe is a character", "a 'b c'\n", "a 'b c'"),
                arguments("unclosed quote drops the rest", "a \"b {\nx\n", "a; x"),
                arguments("unknown name stays", "a $B-c \"${D}\" $E\n", "a $B-c \"${D}\" $E"),
                arguments("not ASCII", "a \u00e9\u4e2d b\n", "a \u00e9\u4e2d b"));
    }

    static Stream<Arguments> braces() {
        return Stream.of(
                arguments("without blanks", "a{x}b\n", "a {x}; b"),
                arguments("all in a line", "a { b } c { d }\n", "a {b}; c {d}"),
                arguments("on the next line", "a\n\n# c\n{\nb\n}\n", "a {b}"),
                arguments("value on the line of the brace", "a\n{ b c }\n", "a {b c}"),
                arguments("block after block", "a {\n}b c {\n}\n", "a {}; b c {}"),
                arguments("nested", "a {\nb {\nc {\n}\n}\nd\n}\n", "a {b {c {}}; d}"),
                arguments("two after each other", "a { b { c } }\n", "a {b {c}}"),
                arguments("quoted keyword", "\"a\" {\nb\n}\n", "\"a\" {b}"),
                arguments("brace after an unclosed quote", "a \"b\n {c\n}\n", "a {c}"),
                arguments(
                        "brace after nothing but an unclosed quote",
                        "a {\n\"b\n {c\n}\n}\nd\n",
                        "a {c}; d"),
                arguments(
                        "braces of an unknown name are no blocks",
                        "a ${B} {\nc\n}\n",
                        "a ${B} {c}"));
    }

    static Stream<Arguments> definitions() {
        return Stream.of(
                arguments("use", "$A=5\nx $A\n", "x 5"),
                arguments("inside a block", "a {\n$A=5\nx $A\n}\n", "a {x 5}"),
                arguments("blank before = is none", "$A = 5\nx $A\n", "$A = 5; x $A"),
                arguments("blanks after =", "$A=   6 7 \nx$A\n", "x6 7"),
                arguments(
                        "what may follow",
                        "$A=5\nx $A,$A)$A.$A-q \"$A\"\n",
                        "x 5,5)$A.$A-q \"$A\""),
                arguments("braces work everywhere", "$A=b c\nx\"${A}\"y${A}z\n", "x \"b c\" yb cz"),
                arguments("empty", "$A=a\n$A=\nx${A}y\n", "xy"),
                arguments(
                        "expanded at use", "$A=foo$B\n$B=bar\n$A\n$B=baz\n$A\n", "foobar; foobaz"),
                arguments("joined by expansion", "$A=$\n$B=7\n${A}B\n", "7"),
                arguments("a definition that defines", "$A=$B=3\n$A\nq$B\n", "q3"),
                arguments("redefinition", "$A=1\n$A=2\nx$A\n", "x2"),
                arguments("predefined name redefined", "$_PWD=z\nx$_PWD\n", "xz"),
                arguments("value with a comment sign", "$A=p#q\nx$A\n", "xp"),
                arguments(
                        "value that hides a comment",
                        "$H=${_HASH}\nx${H}y\nx\"${_HASH}${_BANG}\"\n",
                        "x; x \"#!\""),
                arguments("value with braces", "$A=b { c } d\na $A\n", "a b {c}; d"),
                arguments("environment", "x ${_ENV HOME} \"${_ENV NONE}\"\n", "x /root \"\""),
                arguments("instance", "x $_INSTANCE\n", "x testhost"),
                arguments("random in range", "x ${_RANDOM 7 7}\n", "x 7"));
    }

    static Stream<Arguments> multiLine() {
        return Stream.of(
                arguments("body", "$A= \\\nxx \\\nyy\n$A\nend\n", "xx; yy; end"),
                arguments("joined to what is before", "$A=abc \\\nxx\nq$A\n", "qabc; xx"),
                arguments("only at the end of a line", "$A= \\\nxx\n${A}q\n", "${A}q"),
                arguments(
                        "conditions inside",
                        "$A= \\\nxx \\\n@foo yy \\\n@testhost zz \\\nww\n$A\n",
                        "xx; zz; ww"),
                arguments("comment inside", "$A= \\\nxx \\\n# c\nww\n$A\n", "xx; ww"),
                arguments("blank line ends it", "$A= \\\nxx \\\n\nww\n$A\n", "ww; xx"),
                arguments("definition inside", "$A= \\\n$B=5 \\\nzz$B\n$A\n", "zz5"),
                arguments("blocks inside", "$A= \\\na { \\\nb \\\n}\n$A\n", "a {b}"),
                arguments("nested", "$A= \\\na\n$B= \\\n$A \\\nb\n$B\n", "a; b"),
                arguments("brace joined", "$A=\\\n{ \\\nb \\\n}\na $A\n", "a {b}"));
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                arguments("equal", "@testhost a\n@other b\n", "a"),
                arguments("not equal", "@^testhost a\n@^other b\n", "b"),
                arguments("nothing after it", "@testhost\na\n", "a"),
                arguments("without a name", "@ a\n@^ b\n", "b"),
                arguments("only one", "@testhost @^x a\n", "@^x a"),
                arguments("before a definition", "@testhost $A=1\n@other $A=2\nx$A\n", "x1"),
                arguments("before braces", "a\n@testhost {\nb\n@testhost }\n", "a {b}"),
                arguments("from a definition it is text", "$A=@other\n$A b\n", "@other b"));
    }

    static Stream<Arguments> repetitions() {
        return Stream.of(
                arguments("last", "~SEQ(x, 3) a$x\n", "a1; a2; a3"),
                arguments("negative last", "~SEQ(x,-2) b$x\n", "b-1; b-2"),
                arguments("downwards", "~SEQ(x,5,3) c$x\n", "c5; c4; c3"),
                arguments("step", "~SEQ(x,1,2,6) d$x\n", "d1; d3; d5"),
                arguments(
                        "other bases",
                        "~SEQ(x,0x10,0x11) f$x\n~SEQ(x,010,011) g$x\n",
                        "f16; f17; g8; g9"),
                arguments("written hexadecimal", "~SEQx(x,10,12) h$x\n", "ha; hb; hc"),
                arguments("blanks do not matter", " ~SEQ ( x , 1 , 2 )i$x\n", "i1; i2"),
                arguments("numbers from definitions", "$N=2\n~SEQ(x,$N) i$x\n", "i1; i2"),
                arguments(
                        "every number from a definition",
                        "$A=2\n$B=3\n~SEQ(x,$A,${B}) i$x\n",
                        "i2; i3"),
                arguments(
                        "a definition used with changed values",
                        "$L=~SEQ(x,$A,$B) i$x\n$A=1\n$B=2\n$L\n$A=5\n$B=6\n$L\n",
                        "i1; i2; i5; i6"),
                arguments(
                        "the values of a list from definitions",
                        "$A=p\n$B=q\n~LST(x,$A,$B) i$x\n",
                        "ip; iq"),
                arguments("only at the start", "pre ~SEQ(x,1,2) i\n", "pre ~SEQ(x,1,2) i"),
                arguments(
                        "nested, the left is the outer",
                        "~SEQ(x,1,2) ~LST(y,a,b) m$x,${y}\n",
                        "m1,a; m1,b; m2,a; m2,b"),
                arguments("variable remains", "~SEQ(x,1,2) a\nb$x\n", "a; a; b2"),
                arguments("from a definition", "$A=~SEQ(x,1,2) p$x\n$A\n$A\n", "p1; p2; p1; p2"),
                arguments("defines", "~SEQ(x,1,2) $Y=q$x\nx$Y\n", "xq2"),
                arguments("condition in the text", "~SEQ(x,1,2) @testhost a$x\n", "a1; a2"),
                arguments(
                        "repeats a block",
                        "$R= \\\nr $n { \\\nw $n \\\n}\n~SEQ(n,1,2) $R\n",
                        "r 1 {w 1}; r 2 {w 2}"),
                arguments("list", "~LST(x,a,b) p$x\n", "pa; pb"),
                arguments("list of tuples", "~LST({x,y},{1,2},{3,4}) q$x,$y\n", "q1,2; q3,4"),
                arguments("missing member is empty", "~LST({x,y},{1,}) w${x}-${y}w\n", "w1-w"),
                arguments("empty value", "~LST(x,) v${x}v\n", "vv"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void fault_isReportedAtItsPlace(String fault, String text, String places, String statements) {
        Reading reading = Reading.of(directory, text);
        assertThat(reading.places()).as(fault).isEqualTo(places);
        assertThat(reading.statements()).as(fault).isEqualTo(statements);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("unclosed quote", "a\n  b \"c\n", "2:5 syntax.unclosed-quote", "a; b"),
                arguments(
                        "unknown name", "a\nb x${Q} c\n", "2:4 definition.unknown", "a; b x${Q} c"),
                arguments("NUL", "a\nb\0c\nd\n", "2:1 line.nul", "a; d"),
                arguments(
                        "too long",
                        "a\nb" + "c".repeat(1022) + "\nd\n",
                        "2:1 line.too-long",
                        "a; d"),
                arguments("extra brace", "a {\n}\n  }\nb\n", "3:3 syntax.extra-close", "a {}; b"),
                arguments("brace without keyword", "{\na\n}\nb\n", "1:1 syntax.stray-open", "a; b"),
                arguments(
                        "brace after brace",
                        "a {\n{\nx\n}\nb\n}\n",
                        "2:1 syntax.stray-open",
                        "a {x; b}"),
                arguments("self-reference", "$A=x$A\n$A\n", "1:5 definition.cycle", "x$A"),
                arguments(
                        "self-reference by a detour",
                        "$A=$B\n$B=$A\nq $A\n",
                        "2:4 definition.cycle",
                        "q $A"),
                arguments(
                        "environment refers to itself",
                        "a ${_ENV LOOP}\n",
                        "1:3 definition.cycle",
                        "a ${_ENV LOOP}"),
                arguments(
                        "multi-line self-reference",
                        "$A= \\\nx \\\n$A\n$A\n",
                        "3:1 definition.cycle",
                        "x; $A"),
                arguments(
                        "self-reference by repetition",
                        "$A=~SEQ(i,2) $A\n$A\n",
                        "1:14 definition.cycle",
                        "$A; $A"),
                arguments("bad step", "~SEQ(x,1,-1,6) e$x\n", "1:1 repetition.malformed", ""),
                arguments("bad number", "~SEQ(x,a) e$x\n", "1:1 repetition.malformed", ""),
                arguments("blank in a value", "~LST(x,a b) e\n", "1:1 repetition.malformed", ""),
                arguments(
                        "too many values",
                        "~LST({x,y},{3,4,5}) e\n",
                        "1:1 repetition.malformed",
                        ""),
                arguments(
                        "bad parameters",
                        "a ${_RANDOM 5 x}\n",
                        "1:3 definition.bad-parameters",
                        "a ${_RANDOM 5 x}"),
                arguments(
                        "unclosed block before the next",
                        "vrrp_instance A {\n  track {\n    x\n  }\nvrrp_instance B {\n}\n",
                        "1:1 syntax.unclosed-block",
                        "vrrp_instance A {track {x}}; vrrp_instance B {}"),
                arguments(
                        "unclosed block before its sibling",
                        "v {\n  r 1 {\n    w\n  r 2 {\n    w\n  }\n}\n",
                        "2:3 syntax.unclosed-block",
                        "v {r 1 {w}; r 2 {w}}"),
                arguments(
                        "unclosed block before the end of the outer",
                        "v {\n  r 1 {\n    w\n}\nb {\n}\n",
                        "2:3 syntax.unclosed-block",
                        "v {r 1 {w}}; b {}"),
                arguments("unclosed to the end", "v {\nw\n", "1:1 syntax.unclosed-block", "v {w}"));
    }
}
