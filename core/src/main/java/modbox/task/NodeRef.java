package modbox.task;

/** A place in the file tree: a mount and an inode of its file system. */
public record NodeRef(long mount, long inode) {}
