package modbox.tool.text.diff;

/**
 * How diff prints.
 *
 * @param context lines of context, for the formats that have some
 * @param width columns of the side-by-side format
 * @param labels shown in place of the files' names and times
 */
public record DiffOptions(
    Style style,
    int context,
    int width,
    java.util.List<String> labels,
    boolean expandTabs,
    boolean initialTab,
    boolean leftColumn,
    boolean suppressCommon) {
  /** The output formats. */
  public enum Style {
    NORMAL,
    UNIFIED,
    CONTEXT,
    ED,
    SIDE_BY_SIDE
  }

  public DiffOptions {
    labels = java.util.List.copyOf(labels);
  }
}
