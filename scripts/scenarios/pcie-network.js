// A PCI Express network card that e1000e drives: hot-added, bound, named, and taken out again.
import { $, machine, expect } from 'modbox';

const loaded = machine.module('e1000e').loaded;
const before = machine.find('/sys/class/net/*');
const card = machine.plug('pcie-nic-e1000e');
await expect(machine.module('e1000e')).toBeLoaded();
await expect(card).toBeBoundTo('e1000e');

const came = machine.find('/sys/class/net/*').filter((i) => !before.includes(i));
expect(came).toHaveLength(1);
const name = came[0].slice(came[0].lastIndexOf('/') + 1);
console.log(`network interface: ${name}`);
console.log(await $`dmesg -t | grep e1000e | tail -n 6`);
console.log(await $`why e1000e`);

card.unplug();
expect(machine.find('/sys/class/net/*')).toEqual(before);
if (!loaded) {
  await $`modprobe -r e1000e`;
  expect(machine.module('e1000e').loaded).toBe(false);
}
console.log('taken out, and the interface is gone');
