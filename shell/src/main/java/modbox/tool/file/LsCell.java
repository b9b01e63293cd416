package modbox.tool.file;

/**
 * What one entry looks like in a listing of names.
 *
 * @param width columns it takes, colours not counted
 */
record LsCell(String text, int width) {}
