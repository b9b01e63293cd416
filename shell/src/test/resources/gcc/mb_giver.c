// Gives a symbol to everybody and one to modules under the GPL; has parameters of every kind.
#include <linux/init.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

static int depth = 3;
module_param(depth, int, 0644);
MODULE_PARM_DESC(depth, "How deep");
static bool loud;
module_param(loud, bool, 0444);
static char *label = "none";
module_param(label, charp, 0);
MODULE_PARM_DESC(label, "What to call it");
static ushort ports[4];
static int port_count;
module_param_array(ports, ushort, &port_count, 0400);
static unsigned long mask;
module_param_named(bits, mask, ulong, 0600);
MODULE_PARM_DESC(nowhere, "A description without its parameter");

int mb_give_all(void) { return depth; }
EXPORT_SYMBOL(mb_give_all);
int mb_give_gpl(void) { return depth + 1; }
EXPORT_SYMBOL_GPL(mb_give_gpl);

static int __init giver_init(void) { return 0; }
static void __exit giver_exit(void) {}
module_init(giver_init);
module_exit(giver_exit);
MODULE_LICENSE("GPL");
MODULE_AUTHOR("Somebody <some@body.example>");
MODULE_AUTHOR("Somebody Else");
MODULE_DESCRIPTION("Gives symbols");
MODULE_VERSION("1.2");
MODULE_ALIAS("mb-present");
MODULE_SOFTDEP("pre: crc16 post: libcrc32c");
