namespace Azure.Data.Tables.Models;

/// <summary>A table of the account.</summary>
public class TableItem
{
    /// <summary>A table by its name.</summary>
    /// <param name="name">3 to 63 letters and digits, a letter first.</param>
    public TableItem(string name) => Name = name;

    /// <summary>The table's name.</summary>
    public string Name { get; }
}
