package modbox.tool.text.awk;

/** How a statement ended. */
enum Flow {
  ON,
  BREAK,
  CONTINUE,
  NEXT,
  NEXTFILE,
  EXIT,
  RETURN
}
