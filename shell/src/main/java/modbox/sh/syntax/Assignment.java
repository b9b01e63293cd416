package modbox.sh.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code name=value}, {@code name[i]=value}, {@code name=(…)}.
 *
 * @param append whether it is {@code +=}
 * @param value the value; empty for an array
 * @param elements the words of an array literal, null for anything else
 */
public record Assignment(
    String name,
    @Nullable Word subscript,
    boolean append,
    Word value,
    @Nullable List<Word> elements,
    Span span) {}
