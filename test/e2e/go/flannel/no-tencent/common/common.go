package common

func StringPtr(text string) *string { return &text }

func BoolPtr(value bool) *bool { return &value }

func StringPtrs(texts []string) []*string {
	pointers := make([]*string, len(texts))
	for index := range texts {
		pointers[index] = &texts[index]
	}
	return pointers
}
