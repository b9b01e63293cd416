package modbox.device;

/** NVMe controllers and their disks. Source: drivers/nvme/host/pci.c. */
final class NvmeNarrator implements Narrator {
  @Override
  public void added(Device controller, Scene scene) {
    Device function = scene.parent(controller);
    if (controller.subsystem().equals("nvme") && function != null) {
      scene.info("nvme " + controller.name() + ": pci function " + function.name());
      int queues = Math.max(1, NameRule.number(controller.text("queue_count"), 0) - 1);
      scene.info("nvme " + controller.name() + ": " + queues + "/0/0 default/read/poll queues");
    }
  }

  @Override
  public void bound(Device function, Scene scene) {
    for (Device controller : scene.children(function)) {
      for (Device disk : scene.children(controller)) {
        if (disk.subsystem().equals("block")) {
          DiskNarrator.partitions(disk, scene);
        }
      }
    }
  }
}
