/// The structure of a configuration: statements made of words, with blocks in braces.
///
/// The text comes from the source reader, which has resolved includes, conditions, definitions and
/// comments, balanced the braces, ended every statement without a block by a line feed, and put an
/// opening brace on the line of its statement. What a keyword means is not grammar but schema.
///
/// Every choice here is decided by one token, so that no prediction is needed.
grammar Statements;

options {
    superClass = StatementActions;
}

text : ( EOL | statement )* EOF ;

statement
    : ( ( WORD | STRING ) {word();} )+ ( EOL {end();} | block )
    | {stray();} block
    ;

block : OPEN {open();} ( EOL | statement )* CLOSE {close();} ;

// Every token takes the blanks after it along, and those beside braces the line feeds, too: half as
// many tokens.

OPEN : '{' SPACE* ;

CLOSE : '}' SPACE* ;

EOL : '\n' SPACE* ;

/// No escapes inside; braces, blanks and comment signs are plain characters.
STRING : '"' ~["\n]* '"' BLANK* ;

/// A quote that is not closed swallows the rest of its line (reported by the source reader).
UNCLOSED : '"' ~["\n]* -> skip ;

/// An unknown `${NAME}` is part of a word, its braces are not structure.
WORD : ( ~[ \t\f\r\n\u000B{}"$] | '$' ( '{' [A-Za-z_] ~["{}\n]* '}' )? )+ BLANK* ;

fragment BLANK : [ \t\f\r\u000B] ;

fragment SPACE : BLANK | '\n' ;
