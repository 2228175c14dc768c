"""The numbers behind what is selected or pointed at in the network."""
