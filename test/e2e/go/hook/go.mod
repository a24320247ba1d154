module bootwright.test/e2e/hook

go 1.26.0
