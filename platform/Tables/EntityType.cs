namespace Azure.Data.Tables;

/// <summary>The one type of row that this stand-in binds.</summary>
internal static class EntityType
{
    /// <summary>The entity as the type that can be written without reflection.</summary>
    /// <exception cref="NotSupportedException">It is another type.</exception>
    public static TableEntity Require(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return entity as TableEntity ?? throw Unsupported(entity.GetType());
    }

    /// <summary>Refuses to read any other type.</summary>
    /// <exception cref="NotSupportedException">It is another type.</exception>
    public static void Require<T>()
    {
        if (typeof(T) != typeof(TableEntity))
            throw Unsupported(typeof(T));
    }

    private static NotSupportedException Unsupported(Type type) =>
        new($"{type.Name} is not supported here: use {nameof(TableEntity)}, the one entity type that needs no reflection.");
}
