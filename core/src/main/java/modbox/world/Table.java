package modbox.world;

/**
 * The declaration of a table: a constant of the package that owns the rows. Rows are records of
 * plain values; keys are strings, numbers or records of those and give the order in which rows are
 * walked.
 *
 * @param name unique within a machine; saved machines know the table by it
 * @param version of the row's shape; raised when a component of the row changes
 */
public record Table<K extends Comparable<? super K>, R>(
    String name, Class<K> key, Class<R> row, int version) {
  /** A table whose rows have their first shape. */
  public static <K extends Comparable<? super K>, R> Table<K, R> of(
      String name, Class<K> key, Class<R> row) {
    return new Table<>(name, key, row, 1);
  }

  // By hand: what a record has by itself is spun at run time, and every start would pay for it.
  @Override
  public boolean equals(Object other) {
    return other instanceof Table<?, ?> that
        && name.equals(that.name)
        && key == that.key
        && row == that.row
        && version == that.version;
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
