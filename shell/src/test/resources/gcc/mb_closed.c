// Uses a symbol of the kernel that is for modules under the GPL. The build would refuse it under another
// licence, so the test changes the licence in the object.
#include <linux/device.h>
#include <linux/init.h>
#include <linux/module.h>

static struct device *root;
static int __init closed_init(void)
{
  root = root_device_register("mb_closed");
  return 0;
}
static void __exit closed_exit(void) { root_device_unregister(root); }
module_init(closed_init);
module_exit(closed_exit);
MODULE_LICENSE("GPL v2");
