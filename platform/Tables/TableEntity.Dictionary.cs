using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <content>The row as a dictionary, system properties included.</content>
public sealed partial class TableEntity : IDictionary<string, object?>
{
    /// <inheritdoc />
    public ICollection<string> Keys => Properties.Keys;

    /// <inheritdoc />
    public int Count => Properties.Count;

    /// <inheritdoc />
    ICollection<object?> IDictionary<string, object?>.Values => Properties.Values;

    /// <inheritdoc />
    bool ICollection<KeyValuePair<string, object?>>.IsReadOnly => false;

    private ICollection<KeyValuePair<string, object?>> Pairs => Properties;

    /// <summary>A property by its name; null if there is none.</summary>
    /// <param name="key">The property's name; case matters.</param>
    /// <exception cref="InvalidOperationException">Set to a type that the present value does not widen to: a property does not change its type by accident.</exception>
    public object? this[string key]
    {
        get => Get(key);
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            Properties[key] = Properties.TryGetValue(key, out var present) && present is not null && value is not null
                ? Widen(key, present, value)
                : value;
        }
    }

    /// <summary>Sets a property, as the indexer does.</summary>
    /// <param name="key">The property's name.</param>
    /// <param name="value">Its value.</param>
    public void Add(string key, object? value) => this[key] = value;

    /// <inheritdoc />
    public bool ContainsKey(string key) => Properties.ContainsKey(key);

    /// <inheritdoc />
    public bool Remove(string key) => Properties.Remove(key);

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) => Properties.TryGetValue(key, out value);

    /// <inheritdoc />
    public void Clear() => Properties.Clear();

    /// <inheritdoc />
    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => this[item.Key] = item.Value;

    /// <inheritdoc />
    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) => Pairs.Contains(item);

    /// <inheritdoc />
    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) => Pairs.CopyTo(array, arrayIndex);

    /// <inheritdoc />
    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) => Pairs.Remove(item);

    /// <inheritdoc />
    IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() => Properties.GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => Properties.GetEnumerator();

    private static object Widen(string key, object present, object value) => (present, value) switch
    {
        _ when present.GetType() == value.GetType() => value,
        (int, long or double) => value,
        (long, int number) => (long)number,
        (double, int number) => (double)number,
        _ => throw new InvalidOperationException(
            $"Property '{key}' holds a {present.GetType().Name} and cannot be set to a {value.GetType().Name}; remove it first."),
    };
}
