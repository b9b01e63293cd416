// A PCI Express network card that e1000e drives: hot-added, bound, named, and taken out again.
import { $, machine, expect } from 'modbox';

const loaded = machine.modules;
const before = machine.find('/sys/class/net/*');
console.log('putting in a network card');
const card = machine.plug('pcie-nic-e1000e');
await expect(machine.module('e1000e')).toBeLoaded();
await expect(card).toBeBoundTo('e1000e');

const brought = machine.modules.filter((m) => !loaded.includes(m));
console.log(`modules that came: ${brought.sort().join(' ')}`);
const came = machine.find('/sys/class/net/*').filter((i) => !before.includes(i));
expect(came).toHaveLength(1);
const name = came[0].slice(came[0].lastIndexOf('/') + 1);
console.log(`network interface: ${name}`);
console.log('what the kernel said:');
console.log(await $`dmesg -t | grep e1000e | tail -n 6`);
console.log('why e1000e is loaded:');
console.log(await $`why e1000e`);

console.log('taking it out');
card.unplug();
expect(machine.find('/sys/class/net/*')).toEqual(before);
if (brought.includes('e1000e')) {
  await $`modprobe -r e1000e`;
  expect(machine.module('e1000e').loaded).toBe(false);
}
const gone = brought.filter((m) => !machine.modules.includes(m));
console.log(`modules that went: ${gone.sort().join(' ')}; the interface is gone`);
