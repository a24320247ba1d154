module bootwright/import-runtime-types

go 1.26
