package dev.upkeep.config.grammar;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/// Actions of the generated parser: each calls a [Shape] while a text is recognised. No tree is
/// built.
public abstract class StatementActions extends Parser {

    private Shape shape;

    protected StatementActions(TokenStream input) {
        super(input);
    }

    /// Sets the receiver of calls.
    public void setListener(Shape listener) {
        this.shape = listener;
    }

    final void word() {
        Token token = _input.LT(-1);
        shape.word(
                token.getStartIndex(),
                token.getStopIndex() + 1,
                token.getType() == StatementsParser.STRING);
    }

    final void end() {
        shape.end(_input.LT(-1).getStartIndex());
    }

    final void open() {
        shape.open(_input.LT(-1).getStartIndex());
    }

    final void stray() {
        shape.stray(_input.LT(1).getStartIndex());
    }

    final void close() {
        shape.close(_input.LT(-1).getStartIndex());
    }

    /// The parts of a text in order of appearance; numbers are offsets into the text.
    public interface Shape {

        /// The next word of the current statement, quotes included, and the blanks after it.
        void word(int start, int end, boolean quoted);

        /// The current statement has no block.
        void end(int offset);

        /// The block of the current statement begins.
        void open(int offset);

        /// A block that belongs to no statement begins; `open` follows.
        void stray(int offset);

        /// The innermost block, and with it its statement, ends.
        void close(int offset);
    }
}
