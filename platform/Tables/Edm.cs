namespace Azure.Data.Tables;

/// <summary>The OData names of the types that JSON cannot tell apart.</summary>
internal static class Edm
{
    public const string Binary = "Edm.Binary";
    public const string Boolean = "Edm.Boolean";
    public const string DateTime = "Edm.DateTime";
    public const string Double = "Edm.Double";
    public const string Guid = "Edm.Guid";
    public const string Int32 = "Edm.Int32";
    public const string Int64 = "Edm.Int64";
    public const string Text = "Edm.String";

    /// <summary>What follows a property's name in the name of its annotation.</summary>
    public const string Annotation = "@odata.type";

    /// <summary>Steps of 100 ns, UTC.</summary>
    public const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";
}
