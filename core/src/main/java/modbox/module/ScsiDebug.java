package modbox.module;

import modbox.abi.ErrnoException;
import modbox.driver.KernelApi;
import modbox.driver.ModuleProgram;
import modbox.image.ObjectFacts;
import modbox.log.Log;

/** A SCSI host with one disk in memory. */
record ScsiDebug(ObjectFacts facts) implements ModuleProgram {
  @Override
  public void init(KernelApi kernel) throws ErrnoException {
    String mega = kernel.parameter("dev_size_mb");
    long size =
        mega.isEmpty() || mega.equals("0") || mega.length() > 6 || !digits(mega)
            ? 8
            : Long.parseLong(mega);
    kernel.registerBus("pseudo");
    kernel.printk(
        Log.INFO,
        "scsi_debug:sdebug_driver_probe: scsi_debug: trim poll_queues to 0. poll_q/nr_hw = (0/1)");
    kernel.addDevices(TREE.formatted(size * 2048));
  }

  @Override
  public void exit(KernelApi kernel) {
    kernel.unregisterAll();
  }

  private static boolean digits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static final String TREE =
      """
      P: /devices/pseudo_0/adapter0
      E: SUBSYSTEM=pseudo

      P: /devices/pseudo_0/adapter0/host0
      E: DEVTYPE=scsi_host
      E: SUBSYSTEM=scsi

      P: /devices/pseudo_0/adapter0/host0/scsi_host/host0
      E: SUBSYSTEM=scsi_host
      A: proc_name=scsi_debug\\n

      P: /devices/pseudo_0/adapter0/host0/target0:0:0
      E: DEVTYPE=scsi_target
      E: SUBSYSTEM=scsi

      P: /devices/pseudo_0/adapter0/host0/target0:0:0/0:0:0:0
      E: DEVTYPE=scsi_device
      E: DRIVER=sd
      E: MODALIAS=scsi:t-0x00
      E: SUBSYSTEM=scsi
      A: model=scsi_debug      \\n
      A: rev=0191\\n
      A: type=0\\n
      A: vendor=Linux   \\n

      P: /devices/pseudo_0/adapter0/host0/target0:0:0/0:0:0:0/block/sda
      N: sda
      E: DEVNAME=/dev/sda
      E: DEVTYPE=disk
      E: MAJOR=8
      E: MINOR=0
      E: SUBSYSTEM=block
      A: removable=0\\n
      A: ro=0\\n
      A: size=%d\\n

      """;
}
