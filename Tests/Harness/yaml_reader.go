// Reads YAML texts, a JSON list of them on standard input, with Go's yaml.v3, and writes what each means as a typed tree.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strconv"
	"time"

	"gopkg.in/yaml.v3"
)

func tree(value interface{}) []interface{} {
	switch value := value.(type) {
	case nil:
		return []interface{}{"null"}
	case bool:
		return []interface{}{"bool", value}
	case string:
		return []interface{}{"str", value}
	case int, int64, uint64:
		return []interface{}{"int", fmt.Sprint(value)}
	case float64:
		return []interface{}{"float", strconv.FormatFloat(value, 'g', -1, 64)}
	case time.Time:
		return []interface{}{"date", value.Format(time.RFC3339Nano)}
	case []interface{}:
		items := []interface{}{}
		for _, item := range value {
			items = append(items, tree(item))
		}
		return []interface{}{"list", items}
	case map[string]interface{}:
		entries := [][]interface{}{}
		for key, item := range value {
			entries = append(entries, []interface{}{[]interface{}{"str", key}, tree(item)})
		}
		return []interface{}{"map", sorted(entries)}
	case map[interface{}]interface{}:
		entries := [][]interface{}{}
		for key, item := range value {
			entries = append(entries, []interface{}{tree(key), tree(item)})
		}
		return []interface{}{"map", sorted(entries)}
	default:
		return []interface{}{"other", fmt.Sprintf("%T %v", value, value)}
	}
}

func sorted(entries [][]interface{}) [][]interface{} {
	sort.Slice(entries, func(i, j int) bool { return fmt.Sprint(entries[i][0]) < fmt.Sprint(entries[j][0]) })
	return entries
}

func read(text string) (result []interface{}) {
	defer func() {
		if problem := recover(); problem != nil {
			result = []interface{}{"error", fmt.Sprint(problem)}
		}
	}()
	var value interface{}
	if err := yaml.Unmarshal([]byte(text), &value); err != nil {
		return []interface{}{"error", err.Error()}
	}
	return tree(value)
}

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	results := [][]interface{}{}
	for _, text := range texts {
		results = append(results, read(text))
	}
	if err := json.NewEncoder(os.Stdout).Encode(results); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}
