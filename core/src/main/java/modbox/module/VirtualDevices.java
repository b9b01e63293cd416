package modbox.module;

import modbox.abi.ErrnoException;
import modbox.driver.KernelApi;
import modbox.driver.ModuleProgram;
import modbox.image.ObjectFacts;
import modbox.log.Log;

/** Modules whose devices exist in memory only: they make them when they are loaded. */
record VirtualDevices(String name, ObjectFacts facts) implements ModuleProgram {
  private static final long NULL_BLK_BYTES = 250L << 30;

  @Override
  public void init(KernelApi kernel) throws ErrnoException {
    switch (name) {
      case "loop" -> {
        kernel.registerMisc("loop-control", "loop-control", 237);
        kernel.registerMajor(true, 7, "loop");
        int most = number(kernel.parameter("max_loop"), 8);
        for (int i = 0; i < (most > 0 ? most : 8); i++) {
          kernel.addDevices(disk("loop" + i, 7, i, 0));
        }
        kernel.printk(Log.INFO, "loop: module loaded");
      }
      case "dummy" -> {
        int count = number(kernel.parameter("numdummies"), 1);
        for (int i = 0; i < count; i++) {
          kernel.addDevices(net("dummy" + i, i + 2));
        }
      }
      case "null_blk" -> {
        int count = number(kernel.parameter("nr_devices"), 1);
        kernel.registerMajor(true, 252, "nullb");
        for (int i = 0; i < count; i++) {
          kernel.addDevices(disk("nullb" + i, 252, i, NULL_BLK_BYTES / 512));
          kernel.printk(Log.INFO, "null_blk: disk nullb" + i + " created");
        }
        kernel.printk(Log.INFO, "null_blk: module loaded");
      }
      case "zram" -> {
        int count = number(kernel.parameter("num_devices"), 1);
        kernel.registerMajor(true, 253, "zram");
        for (int i = 0; i < count; i++) {
          kernel.addDevices(disk("zram" + i, 253, i, 0));
          kernel.printk(Log.INFO, "zram: Added device: zram" + i);
        }
      }
      case "brd" -> {
        int count = number(kernel.parameter("rd_nr"), 16);
        long size = number(kernel.parameter("rd_size"), 16384);
        kernel.registerMajor(true, 1, "ramdisk");
        for (int i = 0; i < count; i++) {
          kernel.addDevices(disk("ram" + i, 1, i, 2 * size));
        }
        kernel.printk(Log.INFO, "brd: module loaded");
      }
      case "tun" -> {
        kernel.printk(Log.INFO, "tun: Universal TUN/TAP device driver, 1.6");
        kernel.registerMisc("tun", "net/tun", 200);
      }
      default -> throw new IllegalStateException(name);
    }
  }

  @Override
  public void exit(KernelApi kernel) {
    kernel.unregisterAll();
    if (name.equals("brd")) {
      kernel.printk(Log.INFO, "brd: module unloaded");
    }
  }

  /** A whole disk without partitions; {@code size} in sectors of 512 bytes. */
  private static String disk(String node, int major, int minor, long size) {
    return """
    P: /devices/virtual/block/%s
    N: %s
    E: DEVNAME=/dev/%s
    E: DEVTYPE=disk
    E: MAJOR=%d
    E: MINOR=%d
    E: SUBSYSTEM=block
    A: capability=0\\n
    A: hidden=0\\n
    A: range=1\\n
    A: removable=0\\n
    A: ro=0\\n
    A: size=%d\\n
    A: queue/hw_sector_size=512\\n
    A: queue/logical_block_size=512\\n
    A: queue/physical_block_size=512\\n
    A: queue/rotational=0\\n

    """
        .formatted(node, node, node, major, minor, size);
  }

  private static String net(String node, int index) {
    return """
    P: /devices/virtual/net/%s
    E: IFINDEX=%d
    E: INTERFACE=%s
    E: SUBSYSTEM=net
    A: addr_len=6\\n
    A: address=02:00:00:00:00:%02x\\n
    A: flags=0x82\\n
    A: ifindex=%d\\n
    A: mtu=1500\\n
    A: operstate=down\\n
    A: tx_queue_len=1000\\n
    A: type=1\\n

    """
        .formatted(node, index, node, index, index);
  }

  private static int number(String text, int otherwise) {
    if (text.isEmpty() || text.length() > 9) {
      return otherwise;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return otherwise;
      }
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }
}
