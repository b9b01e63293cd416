package modbox.image.index;

import java.util.List;

/**
 * What the indexes need to know of one module.
 *
 * @param path as the indexes write it: relative to the tree, absolute for a module outside
 * @param name the module's name, folded
 * @param aliases the values of {@code alias=} in the order of the object; likewise {@code
 *     softdeps}, {@code weakdeps}
 * @param exports the symbols it exports, in the order of the object
 * @param needs the symbols it leaves undefined, in the order of the object
 */
public record ModuleFacts(
    String path,
    String name,
    List<String> aliases,
    List<String> softdeps,
    List<String> weakdeps,
    List<String> exports,
    List<String> needs) {}
