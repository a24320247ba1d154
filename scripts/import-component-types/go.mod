module bootwright/import-component-types

go 1.26
