// A PCI driver with an id table: its aliases, and the driver that it registers.
#include <linux/module.h>
#include <linux/pci.h>

static const struct pci_device_id mb_ids[] = {
  { PCI_DEVICE(0x1d00, 0x0001) },
  { PCI_DEVICE_CLASS(0x088000, ~0) },
  { }
};
MODULE_DEVICE_TABLE(pci, mb_ids);

static int mb_probe(struct pci_dev *dev, const struct pci_device_id *id) { return 0; }

static struct pci_driver mb_driver = {
  .name = "mb_driver",
  .id_table = mb_ids,
  .probe = mb_probe,
};
module_pci_driver(mb_driver);
MODULE_LICENSE("GPL v2");
