/** User space of modbox. */
module modbox.shell {
  requires modbox.core;
  requires io.github.javadiffutils;
  requires jdk.unsupported;
  requires org.apache.commons.text;
  requires org.graalvm.polyglot;
  requires info.picocli;
  requires org.jline;
  requires re2j;

  exports modbox.user;
}
