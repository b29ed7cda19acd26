"""What writers of marked-up text share: a text as a tree instead of ranges."""

from audiolib.content.inline import LineNode, MarkNode, Node, PageNode, PhraseNode, nodes

__all__ = ["LineNode", "MarkNode", "Node", "PageNode", "PhraseNode", "nodes"]
