"""What several figures draw with: the tree of elements, charts, planes, marks, controls."""
