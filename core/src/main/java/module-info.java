/** Kernel space of modbox. What is not exported here, userland cannot name. */
module modbox.core {
  requires transitive org.jspecify;
  requires transitive io.vavr;
  requires org.apache.commons.compress;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.tukaani.xz;

  exports modbox.abi;
  exports modbox.driver;
  exports modbox.elf;
  exports modbox.image;
  exports modbox.image.index;
  exports modbox.kernel;
}
