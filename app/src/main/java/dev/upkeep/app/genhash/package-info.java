/// The digest of a page, to be written as `digest` of an `HTTP_GET`; start at [PageFetch].
@NullMarked
package dev.upkeep.app.genhash;

import org.jspecify.annotations.NullMarked;
