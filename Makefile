# The five things one does. All of it is in build.py; these are its names for make.
.PHONY: serve build test bench lint clean
serve build test bench lint clean:
	python3 build.py $@
