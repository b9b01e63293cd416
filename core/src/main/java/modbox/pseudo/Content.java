package modbox.pseudo;

/** What a pseudo file is made of. */
public sealed interface Content permits SeqFile, Attribute, Binary, Special {}
